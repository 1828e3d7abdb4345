package io.gunrelay.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetReaderTest {

  private static final Network EVERYONE = new Network("gunrelay-system", List.of(), List.of());

  private static final String DIGEST = "sha256:" + "0".repeat(64);

  private final FleetReader reader =
      new FleetReader(new RelayImages("example.com/relay"), Allowed.EVERYTHING, "gunrelay-system");

  @Test
  void relaysRunWhereTheirRegionSays() {
    assertThat(
            fleet(
                    "{version: 1.4.0, regions: [{name: a}, {name: b, placement: {nodeSelector:"
                        + " {disk: fast}}}, {name: c, placement: {}}]}")
                .regions())
        .extracting(Region::placement)
        .containsExactly(
            new Placement.Preferred(),
            new Placement.Selected(Map.of("disk", "fast")),
            new Placement.Selected(Map.of()));
  }

  @Test
  void theSmallestResourceIsAWholeFleet() {
    var fleet = fleet("version: 1.4.0\nregions: [{name: west}]");

    assertThat(fleet.revision().image()).isEqualTo("example.com/relay:1.4.0");
    assertThat(fleet.regions()).containsExactly(new Region("west", new Region.Scale.Fixed(2)));
    assertThat(fleet.entry()).isNull();
    assertThat(fleet.storage()).isEqualTo(new Storage.Ephemeral());
    assertThat(fleet.limits()).isEqualTo(Limits.ofConnections(20_000, 8 << 20, 10_000));
    assertThat(fleet.security())
        .isEqualTo(new Security(List.of(), "off", List.of(), false, EVERYONE));
    assertThat(fleet.monitoring()).isEqualTo(Monitoring.USUAL);
  }

  @Test
  void securityIsSpelledAsTheRelaySpellsIt() {
    assertThat(
            fleet(
                    "version: 1.4.0\nregions: [{name: west}]\nsecurity: {encryption: Require,"
                        + " ciphertextShapes: [^v1], allowedOrigins: ['https://a.example'],"
                        + " signedOnly: true}")
                .security())
        .isEqualTo(
            new Security(List.of("https://a.example"), "require", List.of("^v1"), true, EVERYONE));
  }

  @Test
  void whoMayReachTheRelaysIsReadFromTheSpec() {
    assertThat(
            fleet(
                    "version: 1.4.0\nregions: [{name: west}]\nsecurity: {networkPolicy:"
                        + " {clientsFrom: [ingress], metricsFrom: [monitoring]}}")
                .security()
                .network())
        .isEqualTo(new Network("gunrelay-system", List.of("ingress"), List.of("monitoring")));
    assertThat(
            fleet(
                    "version: 1.4.0\nregions: [{name: west}]\nsecurity: {networkPolicy:"
                        + " {enabled: false}}")
                .security()
                .network())
        .isNull();
  }

  @Test
  void anImageThatIsGivenWinsOverTheRepository() {
    assertThat(
            fleet("version: 1.4.0\nimage: mirror/relay:x@" + DIGEST + "\nregions: [{name: west}]")
                .revision()
                .image())
        .isEqualTo("mirror/relay:x@" + DIGEST);
  }

  @Test
  void aRegionsOwnNumberWinsOverTheFleets() {
    assertThat(fleet("version: 1.4.0\nreplicas: 3\nregions: [{name: west, replicas: 5}]").regions())
        .containsExactly(new Region("west", new Region.Scale.Fixed(5)));
  }

  @Test
  void noneExposesNothing() {
    assertThat(fleet("version: 1.4.0\nregions: [{name: west}]\nexposure: {type: None}").entry())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "regions: [{name: west}] | spec.version",
        "version: 1.4.0 | spec.regions",
        "{version: 1.4.0, regions: []} | spec.regions",
        "{version: 1.4.0, regions: [{name: a}, {name: a}]} | spec.regions[].name",
        "{version: 1.4.0, regions: [{name: b-peers}]} | spec.regions[].name",
        "{version: 1.4.0, regions: [{name: relays}]} | spec.regions[].name",
        "{version: 1.4.0, regions: [{name: We_st}]} | spec.regions[].name",
        "{version: 1.4.0, regions: [{replicas: 1}]} | spec.regions[].name",
        "{version: 1.4.0, replicas: -1, regions: [{name: a}]} | spec.replicas",
        "{version: 1.4.0, regions: [{name: a, autoscaling: {maxReplicas: 1}}]}"
            + " | spec.regions[].autoscaling",
        "{version: 1.4.0, regions: [{name: a}], exposure: {type: Ingress}} | spec.exposure.host",
        "null | spec",
      })
  void whatTheApiServerShouldHaveRefusedIsRefusedByName(String spec, String field) {
    assertThat(reader.read(cluster("demo", spec)))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.field()).isEqualTo(field));
  }

  @ParameterizedTest
  @CsvSource({
    "a-name-of-a-cluster-that-is-much-too-long-for-a-service-of-it",
    "9lives",
    "with.dots"
  })
  void aNameThatNoServiceCanHaveIsRefused(String name) {
    assertThat(reader.read(cluster(name, "{version: 1.4.0, regions: [{name: west}]}")))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused -> assertThat(refused.field()).isEqualTo("metadata.name"));
  }

  private Fleet fleet(String spec) {
    return (Fleet) reader.read(cluster("demo", spec));
  }

  private static GunRelayCluster cluster(String name, String spec) {
    var cluster =
        new KubernetesSerialization()
            .unmarshal(
                "apiVersion: gunrelay.io/v1alpha1\nkind: GunRelayCluster\nspec:\n" + spec.indent(2),
                GunRelayCluster.class);
    cluster.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace("ns").withUid("uid").build());
    return cluster;
  }
}
