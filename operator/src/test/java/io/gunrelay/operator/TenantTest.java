package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.IssuerKind;
import io.gunrelay.api.v1alpha1.IssuerRef;
import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.fleet.Allowed;
import io.gunrelay.operator.fleet.Patterns;
import io.gunrelay.operator.kinds.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may write GunRelayClusters in a namespace, and nothing else, gains nothing else. */
@ExtendWith(ApiServer.class)
class TenantTest {

  private static final Patterns ALL = new Patterns(Set.of("*"));

  private final ApiServer.Running server;

  TenantTest(ApiServer.Running server) {
    this.server = server;
  }

  @Test
  void whatIsWrittenBesideTheSpecReachesNoObject() {
    try (var fixture = Fixture.start(server)) {
      var cluster = new GunRelayCluster();
      cluster.setMetadata(
          new ObjectMetaBuilder()
              .withName("beside")
              .withNamespace(fixture.namespace())
              .addToAnnotations("iam.amazonaws.com/role", "admin")
              .addToAnnotations("gunrelay.io/config-hash", "mine")
              .addToLabels("app.kubernetes.io/managed-by", "mine")
              .addToLabels("app", "shop")
              .addToFinalizers("tenant.example.com/mine")
              .addNewOwnerReference()
              .withApiVersion("v1")
              .withKind("ConfigMap")
              .withName("mine")
              .withUid(UUID.randomUUID().toString())
              .endOwnerReference()
              .build());
      cluster.setSpec(Specs.quickstart());
      cluster.setStatus(
          new GunRelayClusterStatus(
              99L,
              Phase.Ready,
              "mine",
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null));
      fixture.client().resource(cluster).create();

      var status = fixture.settled("beside").getStatus();

      assertThat(status.message()).isNotEqualTo("mine");
      var objects = objects(fixture);
      assertThat(objects).hasSizeGreaterThan(8);
      assertThat(objects)
          .allSatisfy(object -> {
            var text = fixture.client().getKubernetesSerialization().asJson(object);
            assertThat(text).doesNotContain("iam.amazonaws.com", "tenant.example.com", "\"mine\"");
            assertThat(object.getMetadata().getOwnerReferences())
                .extracting(owner -> owner.getName())
                .containsExactly("beside");
          });
      fixture.edit(GunRelayCluster.class, "beside", c -> c.getMetadata().setFinalizers(List.of()));
    }
  }

  @Test
  void aResourceLeadsToRequestsInItsNamespaceAlone() {
    var name = "stay-" + UUID.randomUUID().toString().substring(0, 8);
    try (var fixture = Fixture.start(server)) {
      server
          .client()
          .resource(Elsewhere.secret(name, "a secret of another namespace"))
          .inNamespace("default")
          .create();
      fixture.create(
          name,
          Specs.withRegions(
              Specs.quickstart(),
              Specs.region("west"),
              Specs.regionElsewhere("east", name, "kube-system")));

      var status =
          fixture.status(
              name,
              "the Secret is missing",
              now ->
                  FleetContract.hasCondition(
                      now.conditions(), "Degraded", "True", "ClusterUnreachable"));

      assertThat(status.message()).contains("Secret " + name + " is missing");
      fixture.moreRounds(name, 2);
      assertThat(server.requests().ofTheOperator())
          .filteredOn(request -> request.name().startsWith(name))
          .isNotEmpty()
          .allSatisfy(request -> assertThat(request.namespace()).isEqualTo(fixture.namespace()));
    } finally {
      server.client().secrets().inNamespace("default").withName(name).delete();
    }
  }

  @Test
  void whatIsNotAllowedIsSaidAndNothingIsMadeOrChanged() {
    var ownImagesAndHosts =
        new Allowed(
            Patterns.NONE,
            ALL,
            ALL,
            ALL,
            ALL,
            ALL,
            ALL,
            new Patterns(Set.of("*.example.com")),
            Patterns.NONE,
            Patterns.NONE,
            Patterns.NONE,
            false);
    try (var fixture = Fixture.start(server, ownImagesAndHosts)) {
      fixture.create("mine", Specs.withImage(Specs.quickstart(), "evil.example.com/miner:1"));
      var status = fixture.status("mine", "it is not allowed", TenantTest::isNotAllowed);
      assertThat(status.message())
          .contains("spec.image 'evil.example.com/miner:1'", "GUNRELAY_ALLOWED_IMAGES");
      assertThat(objects(fixture)).isEmpty();

      fixture.edit("mine", spec -> Specs.withImage(spec, null));
      var made = fixture.eventually(Deployment.class, "mine-west-blue").getMetadata();
      fixture.edit(
          "mine", spec -> Specs.withExposure(spec, Specs.withTls("bank.example.org", "x")));
      fixture.status("mine", "the host is not allowed", TenantTest::isNotAllowed);
      fixture.moreRounds("mine", 2);

      assertThat(
              fixture.eventually(Deployment.class, "mine-west-blue").getMetadata().getGeneration())
          .as("what runs is left as it is")
          .isEqualTo(made.getGeneration());
      assertThat(host(fixture.eventually(Ingress.class, "mine"))).isEqualTo("relay.example.com");
    }
  }

  @Test
  void anIssuerOfTheWholeClusterIsNotThereForEverybody() {
    try (var _ = InstalledKinds.install(server.client(), List.of(Certificate.class));
        var fixture =
            Fixture.start(
                server,
                new Allowed(
                    ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, Patterns.NONE, ALL, ALL, true))) {
      var platforms = new IssuerRef("platform-ca", IssuerKind.ClusterIssuer, null);
      fixture.create(
          "tls",
          Specs.withExposure(Specs.quickstart(), Specs.withIssuer("relay.example.com", platforms)));
      var status = fixture.status("tls", "it is not allowed", TenantTest::isNotAllowed);
      assertThat(status.message())
          .contains("cert-manager.io/ClusterIssuer/platform-ca", "GUNRELAY_ALLOWED_ISSUERS");
      assertThat(fixture.find(Certificate.class, "tls")).isEmpty();

      var own = new IssuerRef("platform-ca", IssuerKind.Issuer, null);
      fixture.edit(
          "tls", spec -> Specs.withExposure(spec, Specs.withIssuer("relay.example.com", own)));
      var certificate = fixture.eventually(Certificate.class, "tls");
      assertThat(certificate.getMetadata().getNamespace()).isEqualTo(fixture.namespace());
      assertThat(certificate.getSpec().issuerRef().kind()).isEqualTo("Issuer");
    }
  }

  @Test
  void fleetsWhoseNamesMeetDoNotTakeEachOthersObjects() {
    try (var fixture = Fixture.start(server)) {
      fixture.settled("a-b", Specs.inRegion(Specs.quickstart(), "c"));
      var first = fixture.eventually(Deployment.class, "a-b-c-blue");

      fixture.create("a", Specs.inRegion(Specs.quickstart(), "b-c"));

      fixture.status(
          "a",
          "the name is taken",
          now -> FleetContract.hasCondition(now.conditions(), "Degraded", "True", "NameTaken"));
      assertThat(
              fixture.eventually(Deployment.class, "a-b-c-blue").getMetadata().getResourceVersion())
          .isEqualTo(first.getMetadata().getResourceVersion());
    }
  }

  private static boolean isNotAllowed(GunRelayClusterStatus status) {
    return FleetContract.hasCondition(status.conditions(), "Degraded", "True", "NotAllowed");
  }

  private static String host(Ingress ingress) {
    return Objects.requireNonNull(ingress.getSpec().getRules().getFirst().getHost());
  }

  /** All that the operator made in the fixture's namespace, of the kinds that every fleet has. */
  private static List<HasMetadata> objects(Fixture fixture) {
    var objects = new ArrayList<HasMetadata>();
    Stream.of(
            ServiceAccount.class,
            NetworkPolicy.class,
            Secret.class,
            ConfigMap.class,
            Service.class,
            Deployment.class,
            PodDisruptionBudget.class,
            Ingress.class)
        .forEach(kind ->
            objects.addAll(
                fixture
                    .client()
                    .resources(kind)
                    .inNamespace(fixture.namespace())
                    .withLabels(Map.of("app.kubernetes.io/managed-by", "gunrelay-operator"))
                    .list()
                    .getItems()));
    return objects;
  }
}
