package io.gunrelay.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What resources may say of their pods, and what only with the word of who runs the operator. */
class PodReaderTest {

  private static final Allowed SOME =
      new Allowed(
          pattern("mirror.example.com/{namespace}/*"),
          pattern("example.com/*"),
          pattern("karpenter.sh/do-not-disrupt"),
          pattern("dedicated-{namespace}"),
          pattern("relays"),
          pattern("gvisor"),
          Patterns.NONE,
          pattern("*.{namespace}.example.com"),
          pattern("cert-manager.io/ClusterIssuer/{namespace}-*"),
          pattern("*.{namespace}.example.com"),
          pattern("checks.{namespace}.svc:8080"),
          false);

  private final FleetReader strict =
      new FleetReader(new RelayImages("ghcr.io/gunrelay/relay"), SOME, "gunrelay-system");

  private static Patterns pattern(String text) {
    return new Patterns(Set.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "podTemplate: {metadata: {labels: {app: shop}}} | spec.podTemplate.metadata.labels | GUNRELAY_ALLOWED_POD_LABELS",
        "podTemplate: {metadata: {annotations: {iam.amazonaws.com/role: admin}}} | spec.podTemplate.metadata.annotations | GUNRELAY_ALLOWED_POD_ANNOTATIONS",
        "podTemplate: {spec: {tolerations: [{key: dedicated-other}]}} | spec.podTemplate.spec.tolerations[] | GUNRELAY_ALLOWED_TAINTS",
        "podTemplate: {spec: {tolerations: [{key: node.kubernetes.io/unreachable}]}} | spec.podTemplate.spec.tolerations[] | GUNRELAY_ALLOWED_TAINTS",
        "podTemplate: {spec: {priorityClassName: first-of-all}} | spec.podTemplate.spec.priorityClassName | GUNRELAY_ALLOWED_PRIORITY_CLASSES",
        "podTemplate: {spec: {runtimeClassName: runc}} | spec.podTemplate.spec.runtimeClassName | GUNRELAY_ALLOWED_RUNTIME_CLASSES",
        "podTemplate: {spec: {schedulerName: mine}} | spec.podTemplate.spec.schedulerName | GUNRELAY_ALLOWED_SCHEDULERS",
        "image: 'evil.example.com/x:1' | spec.image | GUNRELAY_ALLOWED_IMAGES",
        "image: 'ghcr.io/gunrelay/relay-evil:1' | spec.image | GUNRELAY_ALLOWED_IMAGES",
        "image: 'gunrelay/relay:1' | spec.image | GUNRELAY_ALLOWED_IMAGES",
        "image: 'mirror.example.com/other/relay:1' | spec.image | GUNRELAY_ALLOWED_IMAGES",
        "exposure: {host: a.shop.example.com, tls: {issuerRef: {name: other-ca, kind: ClusterIssuer}}} | spec.exposure.tls.issuerRef | GUNRELAY_ALLOWED_ISSUERS",
        "exposure: {host: a.shop.example.com, tls: {issuerRef: {name: ca, group: ca.example.com}}} | spec.exposure.tls.issuerRef | GUNRELAY_ALLOWED_ISSUERS",
        "exposure: {host: a.shop.example.com, dns: {mode: Endpoint, targets: [192.0.2.7]}} | spec.exposure.dns.targets | GUNRELAY_ALLOWED_DNS_TARGETS",
        "rollout: {analysis: {queries: [{name: errors, expr: up, atMost: 1}]}} | spec.rollout.analysis.queries | GUNRELAY_PROMETHEUS_URL",
        "rollout: {analysis: {webhooks: [{name: smoke, url: 'http://checks.other.svc:8080/'}]}} | spec.rollout.analysis.webhooks | GUNRELAY_ALLOWED_WEBHOOKS",
        "rollout: {analysis: {webhooks: [{name: smoke, url: 'http://checks.shop.svc/'}]}} | spec.rollout.analysis.webhooks | GUNRELAY_ALLOWED_WEBHOOKS",
        "exposure: {host: a.other.example.com} | spec.exposure.host | GUNRELAY_ALLOWED_HOSTS",
      })
  void whatOthersHaveASayInNeedsASetting(String spec, String field, String setting) {
    assertThat(strict.read(cluster(spec)))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused -> {
              assertThat(refused.field()).isEqualTo(field);
              assertThat(refused.why()).contains(setting);
              assertThat(refused.forbidden()).isTrue();
            });
  }

  @Test
  void aHostOfARegionNeedsOneToo() {
    var cluster =
        cluster(
            "exposure: {host: a.shop.example.com}\nregions: [{name: west, host: bank.example.com}]");

    assertThat(strict.read(cluster))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused -> assertThat(refused.message()).startsWith("spec.regions[].host 'bank."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "podTemplate: {metadata: {labels: {gunrelay.io/cluster: other}}}",
        "podTemplate: {metadata: {labels: {a.gunrelay.io/x: other}}}",
        "podTemplate: {metadata: {labels: {pod-template-hash: other}}}",
        "podTemplate: {metadata: {annotations: {app.kubernetes.io/name: other}}}",
        "podTemplate: {spec: {tolerations: [{operator: Exists}]}}",
        "podTemplate: {spec: {affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, namespaces: [other]}]}}}}",
        "podTemplate: {spec: {affinity: {podAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: zone, namespaceSelector: {}}}]}}}}",
        "image: 'ghcr.io/gunrelay/../evil/relay:1'",
        "image: 'ghcr.io/gunrelay/relay'",
        "image: 'ghcr.io/gunrelay/relay@sha256:0'",
        "image: 'https://ghcr.io/gunrelay/relay:1'",
        "image: \"ghcr.io/gunrelay/relay:1\\n  hostNetwork: true\"",
      })
  void whatWouldBreakThePodIsRefusedWhateverIsAllowed(String spec) {
    var open = new FleetReader(new RelayImages("r"), Allowed.EVERYTHING, "gunrelay-system");

    assertThat(open.read(cluster(spec)))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.forbidden()).isFalse());
  }

  @Test
  void whatIsAllowedIsRead() {
    var fleet =
        (Fleet)
            strict.read(
                cluster(
                    """
                    image: mirror.example.com/shop/relay:1.4.0
                    imagePullSecrets: [{name: registry}]
                    exposure: {host: chat.shop.example.com}
                    podTemplate:
                      metadata:
                        labels: {example.com/team: shop}
                        annotations: {karpenter.sh/do-not-disrupt: 'true'}
                      spec:
                        nodeSelector: {pool: relays}
                        tolerations:
                        - {key: dedicated-shop, value: relays, effect: NoSchedule}
                        - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 30}
                        priorityClassName: relays
                        runtimeClassName: gvisor
                    """));

    assertThat(fleet.revision().image()).isEqualTo("mirror.example.com/shop/relay:1.4.0");
    var pods = fleet.revision().pods();
    assertThat(pods.pullSecrets()).containsExactly("registry");
    assertThat(pods.labels()).isEqualTo(Map.of("example.com/team", "shop"));
    assertThat(pods.annotations()).isEqualTo(Map.of("karpenter.sh/do-not-disrupt", "true"));
    assertThat(pods.nodeSelector()).isEqualTo(Map.of("pool", "relays"));
    assertThat(pods.tolerations()).hasSize(2);
    assertThat(pods.tolerations().getFirst().getEffect()).isEqualTo("NoSchedule");
    assertThat(pods.tolerations().getLast().getTolerationSeconds()).isEqualTo(30);
    assertThat(pods.priorityClass()).isEqualTo("relays");
    assertThat(pods.runtimeClass()).isEqualTo("gvisor");
    assertThat(pods.scheduler()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"ca, Issuer", "shop-ca, ClusterIssuer"})
  void anIssuerOfTheNamespaceOrOfThePatternsSignsIntoASecretOfTheFleets(String name, String kind) {
    var spec =
        "exposure: {host: a.shop.example.com, tls: {issuerRef: {name: %s, kind: %s}}}"
            .formatted(name, kind);

    assertThat(((Fleet) strict.read(cluster(spec))).entry())
        .satisfies(entry -> {
          assertThat(entry.tlsSecret()).isEqualTo("demo-entry-tls");
          assertThat(entry.issuer())
              .isEqualTo(new CertificateIssuer.CertManager("cert-manager.io", kind, name));
        });
  }

  @Test
  void whoAsksForNothingGetsNothing() {
    assertThat(((Fleet) strict.read(cluster("replicas: 1"))).revision().pods())
        .isEqualTo(PodOverrides.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io/gunrelay/relay:9.9.9",
    "GHCR.io/gunrelay/relay:latest@sha256:0000000000000000000000000000000000000000000000000000000000000000",
    "mirror.example.com/shop/some/relay:1",
  })
  void theOperatorsOwnRepositoryAndThoseOfThePatternsAreImages(String image) {
    assertThat(((Fleet) strict.read(cluster("image: '" + image + "'"))).revision().image())
        .isEqualTo(image);
  }

  @Test
  void anImageWithoutARegistryIsDockers() {
    assertThat(RelayImages.fullName("relay:1")).isEqualTo("docker.io/library/relay");
    assertThat(RelayImages.fullName("a/relay@sha256:0")).isEqualTo("docker.io/a/relay");
    assertThat(RelayImages.fullName("localhost/relay:1")).isEqualTo("localhost/relay");
    assertThat(RelayImages.fullName("localhost:5000/relay:1")).isEqualTo("localhost:5000/relay");
    assertThat(new RelayImages("docker.io/a/relay").have("a/relay:1")).isTrue();
  }

  @Test
  void aVersionWhoseDigestIsKnownIsFetchedByIt() {
    var images = new RelayImages("example.com/relay", Map.of("1.4.0", "sha256:" + "a".repeat(64)));

    assertThat(images.of("1.4.0")).isEqualTo("example.com/relay:1.4.0@sha256:" + "a".repeat(64));
    assertThat(images.of("1.5.0")).isEqualTo("example.com/relay:1.5.0");
  }

  private static GunRelayCluster cluster(String spec) {
    var regions = spec.contains("regions:") ? "" : "\nregions: [{name: west}]";
    var cluster =
        new KubernetesSerialization()
            .unmarshal(
                "apiVersion: gunrelay.io/v1alpha1\nkind: GunRelayCluster\nspec:\n"
                    + ("version: 1.4.0\n" + spec + regions).indent(2),
                GunRelayCluster.class);
    cluster.setMetadata(
        new ObjectMetaBuilder().withName("demo").withNamespace("shop").withUid("uid").build());
    return cluster;
  }
}
