package io.gunrelay.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.gunrelay.operator.decide.Leads;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Durability;
import io.gunrelay.operator.fleet.Elsewhere;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.GracePeriod;
import io.gunrelay.operator.fleet.Limits;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Security;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.fleet.Storage;
import io.gunrelay.operator.traffic.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectsTest {
  private static final Placement ANYWHERE = new Placement.Selected(Map.of());

  private final Fleet fleet = Fleets.fixed(2);
  private final Region west = fleet.regions().getFirst();

  @Test
  void theConfigurationNamesPeersRegionAndLimits() {
    assertThat(RelayConfigMap.of(fleet, west).getData())
        .containsEntry(
            "relay.yaml",
            """
            region: west
            replicateWith:
            - demo-peers.shop.svc:8766
            maxConnections: 20000
            maxMessageBytes: 8388608
            maxSubscriptionsPerConnection: 10000
            drainRate: 500
            shutdownGraceSeconds: 77
            logFormat: json
            """);
  }

  @Test
  void clientsOfAnEntryWithACertificateAreHandedOverToIt() {
    var secure = Fleets.exposed(Entry.byIngress("relay.example.com", null, "relay-tls", List.of()));
    var open = Fleets.exposed(Entry.byIngress("relay.example.com", null, null, List.of()));

    assertThat(RelayConfigMap.of(secure, west).getData().get("relay.yaml"))
        .contains("\ndrainUrl: wss://relay.example.com/gun\n");
    assertThat(RelayConfigMap.of(open, west).getData().get("relay.yaml"))
        .doesNotContain("drainUrl");
  }

  @Test
  void relaysKnowTheFleetsEntriesOnceARegionHasItsOwn() {
    var own = new Region("west", new Region.Scale.Fixed(2), ANYWHERE, "west.example.com");
    var other = new Region("east", new Region.Scale.Fixed(2), ANYWHERE, null);
    var secure = Entry.byIngress("relay.example.com", null, "relay-tls", List.of());
    var open = Entry.byIngress("relay.example.com", null, null, List.of());

    assertThat(file(Fleets.of(secure, other, own), other))
        .contains("\nentries:\n- wss://relay.example.com/gun\n- west=wss://west.example.com/gun\n");
    assertThat(file(Fleets.of(open, own), own))
        .contains("\n- //relay.example.com/gun\n- west=//west.example.com/gun\n");
    assertThat(file(Fleets.of(secure, other), other)).doesNotContain("entries");
    var elsewhere =
        new Elsewhere(List.of(own, other), true, true, true, List.of(), List.of(), List.of());
    assertThat(file(Fleets.of(secure, other).at(new Site.Home(), elsewhere), other))
        .as("those of other clusters, too")
        .contains("\n- west=wss://west.example.com/gun\n");
  }

  private static String file(Fleet fleet, Region region) {
    return Objects.requireNonNull(RelayConfigMap.of(fleet, region).getData().get("relay.yaml"));
  }

  @Test
  void theConfigurationBoundsWhatClientsDoTogether() {
    var bounded =
        limited(
            new Limits(
                100,
                65_536,
                10,
                new Limits.Bounds(null, 50, 10_000, 1L << 33, 1_000_000L, null, null),
                new Limits.Bounds(20, 5, 1_000, 1L << 20, 500L, 1L << 22, 1L << 21),
                new Limits.Bounds(null, null, 100, 1L << 18, null, null, 1L << 20)));

    assertThat(RelayConfigMap.of(bounded, west).getData().get("relay.yaml"))
        .contains(
            """
            maxConnections: 100
            maxMessageBytes: 65536
            maxSubscriptionsPerConnection: 10
            maxConnectionsPerSecond: 50
            maxMessagesPerSecond: 10000
            maxBytesPerSecond: 8589934592
            maxSubscriptions: 1000000
            maxConnectionsPerAddress: 20
            maxConnectionsPerSecondPerAddress: 5
            maxMessagesPerSecondPerAddress: 1000
            maxBytesPerSecondPerAddress: 1048576
            maxSubscriptionsPerAddress: 500
            maxUnacknowledgedBytesPerAddress: 4194304
            maxDeferredBytesPerAddress: 2097152
            maxMessagesPerSecondPerKey: 100
            maxBytesPerSecondPerKey: 262144
            maxDeferredBytesPerKey: 1048576
            """);
  }

  @Test
  void theConfigurationSaysWhereTheProxiesAre() {
    var proxied =
        Fleets.exposed(Entry.byIngress("relay.example.com", null, null, List.of("10.0.0.0/8")));

    assertThat(RelayConfigMap.of(proxied, west).getData().get("relay.yaml"))
        .contains("\ntrustedProxies:\n- 10.0.0.0/8\n");
  }

  private Fleet limited(Limits limits) {
    return Fleets.with(fleet, limits);
  }

  @Test
  void theConfigurationSaysWhoMayConnectAndWhatTheyMayWrite() {
    var guarded =
        secured(
            new Security(
                List.of("https://a.example", "https://b.example"),
                "require",
                List.of("^v1[.]", "^v2[.]"),
                true,
                null));

    assertThat(RelayConfigMap.of(guarded, west).getData().get("relay.yaml"))
        .contains(
            """
            allowedOrigins:
            - https://a.example
            - https://b.example
            encryption: require
            ciphertextShapes: "^v1[.] ^v2[.]"
            signedOnly: true
            """);
  }

  private Fleet secured(Security security) {
    return Fleets.with(fleet, security);
  }

  @Test
  void theConfigurationSaysWhatWritesAreAcknowledgedFor() {
    assertThat(RelayConfigMap.of(fleet, west).getData().get("relay.yaml"))
        .doesNotContain("durability", "whenAlone");
    var promising = Fleets.with(fleet, new Durability("replicated", "acknowledge"));
    assertThat(RelayConfigMap.of(promising, west).getData().get("relay.yaml"))
        .contains("\ndurability: replicated\nwhenAlone: acknowledge\n");
  }

  @Test
  void anotherConfigurationRollsThePodsUnlessRelaysTakeItWhileTheyRun() {
    var bounded = limited(Limits.ofConnections(1, 65_536, 10));
    var closed =
        secured(new Security(List.of("https://app.example"), "require", List.of(), true, null));

    assertThat(hash(bounded)).isEqualTo(hash(fleet));
    assertThat(hash(closed)).isEqualTo(hash(fleet));
    assertThat(hash(Fleets.fixed(3))).isEqualTo(hash(fleet));
    assertThat(hash(Fleets.with(fleet, GracePeriod.forConnections(100_000))))
        .as("its pods need more time to stop")
        .isNotEqualTo(hash(fleet));
  }

  private String hash(Fleet of) {
    return RelayDeployment.of(of, west, 2)
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations()
        .getOrDefault(Annotation.CONFIG_HASH.key(), "");
  }

  @Test
  void noRelayGoesBeforeItsSuccessorIsReady() {
    var rolling = RelayDeployment.of(fleet, west, 2).getSpec().getStrategy().getRollingUpdate();

    assertThat(rolling.getMaxUnavailable().getIntVal()).isZero();
    assertThat(rolling.getMaxSurge().getStrVal()).isEqualTo("25%");
  }

  @Test
  void aNumberThatTheAutoscalerOwnsIsNotWritten() {
    assertThat(RelayDeployment.of(fleet, west, null).getSpec().getReplicas()).isNull();
  }

  @Test
  void peersFindRelaysThatAreNotReady() {
    var peers = PeersService.of(fleet, west);

    assertThat(peers.getMetadata().getName()).isEqualTo("demo-west-peers");
    assertThat(peers.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(peers.getSpec().getPublishNotReadyAddresses()).isTrue();
  }

  @Test
  void clientsFindReadyRelaysAlone() {
    var service = RelayService.of(fleet, west);

    assertThat(service.getSpec().getPublishNotReadyAddresses()).isNull();
    assertThat(service.getSpec().getSelector()).containsEntry("gunrelay.io/region", "west");
    assertThat(service.getSpec().getPorts())
        .singleElement()
        .satisfies(port -> assertThat(port.getPort()).isEqualTo(8765));
  }

  /** To the relays of blue, and of these regions to all. */
  private static Leads leads(String... away) {
    return new Leads(Colour.BLUE, new Split(List.of()), Set.of(away), Map.of(), Map.of(), false);
  }

  @Test
  void theEntryServesTheGunPathOverTls() {
    var entry = Entry.byIngress("relay.example.com", "nginx", "relay-tls", List.of());
    var made = RelayIngress.of(Way.of(Fleets.exposed(entry), entry, leads()), entry);
    var ingress = made.getSpec();

    assertThat(made.getMetadata().getAnnotations())
        .containsEntry("nginx.ingress.kubernetes.io/proxy-read-timeout", "3600")
        .containsEntry("haproxy.org/timeout-tunnel", "1h");
    assertThat(ingress.getIngressClassName()).isEqualTo("nginx");
    assertThat(ingress.getTls())
        .singleElement()
        .satisfies(tls -> {
          assertThat(tls.getHosts()).containsExactly("relay.example.com");
          assertThat(tls.getSecretName()).isEqualTo("relay-tls");
        });
    var path = ingress.getRules().getFirst().getHttp().getPaths().getFirst();
    assertThat(path.getPath()).isEqualTo("/gun");
    assertThat(path.getBackend().getService().getName()).isEqualTo("demo-relays");
    assertThat(ingress.getRules().getFirst().getHttp().getPaths().getLast())
        .satisfies(entries -> {
          assertThat(entries.getPath()).isEqualTo("/.well-known/gun-relay.json");
          assertThat(entries.getPathType()).isEqualTo("Exact");
          assertThat(entries.getBackend()).isEqualTo(path.getBackend());
        });
  }

  @Test
  void aRegionsHostLeadsToItsOwnRelaysUntilItLeaves() {
    var entry = Entry.byIngress("relay.example.com", null, "relay-tls", List.of());
    var own = new Region("west", new Region.Scale.Fixed(2), ANYWHERE, "west.example.com");
    var other = new Region("east", new Region.Scale.Fixed(2), ANYWHERE, null);

    var ingress = RelayIngress.of(Way.of(Fleets.of(entry, own, other), own, leads()), entry);
    assertThat(ingress.getMetadata().getName()).isEqualTo("demo-west");
    assertThat(ingress.getSpec().getRules().getFirst().getHost()).isEqualTo("west.example.com");
    assertThat(ingress.getSpec().getTls().getFirst().getHosts())
        .containsExactly("west.example.com");
    assertThat(service(ingress)).isEqualTo("demo-west");
    assertThat(service(RelayIngress.of(Way.of(Fleets.of(entry, other), own, leads()), entry)))
        .isEqualTo("demo-relays");
  }

  @Test
  void aRegionsHostThatIsAwayLeadsToAllRelays() {
    var entry = Entry.byIngress("relay.example.com", null, "relay-tls", List.of());
    var region = new Region("west", new Region.Scale.Fixed(2), ANYWHERE, "west.example.com");

    assertThat(
            service(
                RelayIngress.of(Way.of(Fleets.of(entry, region), region, leads("west")), entry)))
        .isEqualTo("demo-relays");
  }

  @Test
  void relaysThatHaveToStayInTheirRegionDoSo() {
    var regions = new ArrayList<Region>();
    for (var placement :
        List.of(new Placement.Preferred(), new Placement.Selected(Map.of("disk", "fast")))) {
      regions.add(new Region("west", new Region.Scale.Fixed(2), placement, null));
    }
    var pods = regions.stream().map(region -> pod(region)).toList();

    assertThat(pods.get(0).getNodeSelector()).isEmpty();
    assertThat(pods.get(0).getAffinity()).isNotNull();
    assertThat(pods.get(1).getNodeSelector()).isEqualTo(Map.of("disk", "fast"));
    assertThat(pods.get(1).getAffinity()).isNull();
  }

  @Test
  void withoutACertificateTheEntryIsPlain() {
    var entry = Entry.byIngress("relay.example.com", null, null, List.of());

    assertThat(
            RelayIngress.of(Way.of(Fleets.exposed(entry), entry, leads()), entry)
                .getSpec()
                .getTls())
        .isEmpty();
  }

  @Test
  void theAutoscalerFollowsTheKindOfWorkload() {
    var scale = new Region.Scale.Automatic(2, 5, 70, 120, null);

    assertThat(RelayAutoscaler.of(fleet, west, scale, 2).getSpec().getScaleTargetRef().getKind())
        .isEqualTo("Deployment");
    assertThat(
            RelayAutoscaler.of(Fleets.withVolumes("1Gi", false), west, scale, 2)
                .getSpec()
                .getScaleTargetRef()
                .getKind())
        .isEqualTo("StatefulSet");
  }

  @Test
  void theAutoscalerLooksAtConnectionsWhereTheyMatter() {
    var byCpu = new Region.Scale.Automatic(2, 5, 70, 120, null);
    var byBoth = new Region.Scale.Automatic(2, 5, 70, 120, 10_000);

    assertThat(RelayAutoscaler.of(fleet, west, byCpu, 2).getSpec().getMetrics())
        .singleElement()
        .satisfies(metric -> assertThat(metric.getResource().getName()).isEqualTo("cpu"));
    assertThat(RelayAutoscaler.of(fleet, west, byBoth, 2).getSpec().getMetrics())
        .hasSize(2)
        .last()
        .satisfies(metric -> {
          assertThat(metric.getPods().getMetric().getName()).isEqualTo("gunrelay_connections");
          assertThat(metric.getPods().getTarget().getAverageValue())
              .isEqualTo(new Quantity("10000"));
        });
  }

  @Test
  void volumesGoWithTheFleetOnlyWhereTheResourceSaysSo() {
    assertThat(whenDeleted(Fleets.withVolumes("1Gi", true))).isEqualTo("Delete");
    assertThat(whenDeleted(Fleets.withVolumes("1Gi", false))).isEqualTo("Retain");
  }

  private String whenDeleted(Fleet of) {
    return RelayStatefulSet.of(of, west, (Storage.Volume) of.storage(), 2)
        .getSpec()
        .getPersistentVolumeClaimRetentionPolicy()
        .getWhenDeleted();
  }

  @Test
  void aSingleRelayDoesNotBlockTheDrainOfItsNode() {
    var budget = RelayDisruptionBudget.of(Fleets.fixed(1), west).getSpec();

    assertThat(budget.getMaxUnavailable().getIntVal()).isEqualTo(1);
    assertThat(budget.getMinAvailable()).isNull();
  }

  @Test
  void prometheusScrapesEveryRelay() {
    var monitor = RelayServiceMonitor.of(fleet).getSpec();

    assertThat(monitor.getSelector().getMatchLabels()).containsEntry("gunrelay.io/cluster", "demo");
    assertThat(monitor.getEndpoints().getFirst().getPort()).isEqualTo("admin");
  }

  private static String service(Ingress ingress) {
    return ingress
        .getSpec()
        .getRules()
        .getFirst()
        .getHttp()
        .getPaths()
        .getFirst()
        .getBackend()
        .getService()
        .getName();
  }

  private PodSpec pod(Region region) {
    return RelayDeployment.of(fleet, region, 2).getSpec().getTemplate().getSpec();
  }
}
