package io.gunrelay.kubectl.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.kubectl.text.Paint;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverTextTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");

  private static final String CALM =
      """
      failover:
        regions:
        - {name: east, phase: Healthy, since: "2026-01-01T00:00:00Z"}
        - {name: west, phase: Healthy, since: "2026-01-01T00:00:00Z"}
      """;

  private static final String SWITCHED =
      """
      failover:
        active: east
        regions:
        - {name: east, phase: Healthy, since: "2026-01-01T00:00:00Z"}
        - {name: west, phase: FailedOver, since: "2026-01-01T00:08:00Z", servedBy: east,
           message: is served by east}
        switches:
        - {from: west, to: east, message: west is down, stopwatch: {missed: "2026-01-01T00:07:00Z",
           confirmed: "2026-01-01T00:07:03.250Z", fenced: "2026-01-01T00:07:03.270Z", switched: "2026-01-01T00:07:03.300Z",
           verified: "2026-01-01T00:07:04.750Z"}}
        - {from: east, to: west, asked: true, message: "east is left, as somebody asks for it",
           stopwatch: {missed: "2025-12-31T00:10:00Z", switched: "2025-12-31T00:10:00Z"}}
      """;

  @Test
  void inCalmTimesThereIsNothingToSay() {
    assertThat(FailoverText.regions(picture(CALM), NOW).isEmpty()).isTrue();
    assertThat(FailoverText.switches(picture(CALM), true, NOW).isEmpty()).isTrue();
  }

  @Test
  void aRegionThatDoesNotServeSaysSinceWhenAndWhoDoes() {
    assertThat(FailoverText.regions(picture(SWITCHED), NOW).lines())
        .containsExactly(
            "FAILOVER  STATE       SINCE  SERVED BY  WHY",
            "west      FailedOver  2m     east       is served by east");
  }

  @Test
  void aSwitchSaysHowLongEachPartTook() {
    assertThat(FailoverText.switches(picture(SWITCHED), false, NOW).lines())
        .containsExactly(
            "SWITCH        AGE  CONFIRMED  FENCED  SWITCHED  VERIFIED  WHY",
            "west to east  3m   +3.3s      +3.3s   +3.3s     +4.8s     west is down",
            "east to west  1d   -          -       +0.0s     -         east is left, as somebody asks for it");
  }

  @Test
  void aRemarkIsALineOfItsOwn() {
    var picture =
        picture(
            """
            failover:
              regions:
              - {name: west, phase: Healthy, since: "2026-01-01T00:00:00Z",
                 remarks: [{name: Slow, since: "2026-01-01T00:09:48Z", message: has a slow relay}]}
            """);

    assertThat(FailoverText.regions(picture, NOW).lines())
        .containsExactly(
            "FAILOVER  STATE  SINCE  SERVED BY  WHY",
            "west      Slow   12s    west       has a slow relay");
  }

  @Test
  void theWholeSaysWhichRegionServesAllClients() {
    assertThat(FleetText.of(picture(SWITCHED), Paint.PLAIN, false, NOW))
        .contains("active    east serves all clients")
        .anyMatch(line -> line.startsWith("west      FailedOver"))
        .anyMatch(line -> line.startsWith("west to east"));
    assertThat(FleetText.of(picture(CALM), Paint.PLAIN, false, NOW))
        .noneMatch(line -> line.startsWith("active") || line.startsWith("FAILOVER"));
  }

  @Test
  void theTableMarksRegionsThatDoNotServe() {
    assertThat(FleetTable.of(List.of(picture(SWITCHED)), false, false, NOW).getLast())
        .contains("west:FailedOver,east");
    assertThat(FleetTable.of(List.of(picture(CALM)), false, false, NOW).getLast())
        .contains("west,east");
  }

  @Test
  void programsReadAllOfIt() {
    assertThat(FleetJson.of(picture(SWITCHED)))
        .contains("\"servedBy\"", "\"FailedOver\"", "\"2026-01-01T00:07:03.250Z\"", "\"active\"");
  }

  private static Picture picture(String status) {
    var fleet =
        new KubernetesSerialization()
            .unmarshal(
                """
                apiVersion: gunrelay.io/v1alpha1
                kind: GunRelayCluster
                metadata: {name: demo, namespace: shop, generation: 1, creationTimestamp: "2026-01-01T00:00:00Z"}
                spec:
                  version: 1.4.0
                  regions: [{name: west}, {name: east}]
                status:
                """
                    + status.indent(2),
                GunRelayCluster.class);
    return new Picture(fleet, List.of(), List.of(), List.of());
  }
}
