package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.FailoverSpec;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Region;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsDownTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static final Fleet FLEET = fleet(region("west", 2), region("east", 2));

  @ParameterizedTest
  @ValueSource(
      strings = {"Suspected", "Confirmed", "Switching", "FailedOver", "Recovering", "FailingBack"})
  void aRegionIsDownUntilItServesItsClients(String phase) {
    assertThat(down(FLEET, phase)).containsExactly("west");
  }

  @Test
  void oneThatServesThemOrHasNeverBeenUpIsNot() {
    assertThat(down(FLEET, "Healthy")).isEmpty();
    assertThat(RegionsDown.of(new GunRelayCluster(), FLEET)).isEmpty();
  }

  @Test
  void aFleetThatLeadsNobodyElsewhereHasNone() {
    var disabled = Fleets.with(FLEET, YAML.unmarshal("mode: Disabled", FailoverSpec.class));

    assertThat(down(disabled, "FailedOver")).isEmpty();
    assertThat(down(fleet(region("west", 2)), "FailedOver")).isEmpty();
    assertThat(down(fleet(region("west", 0), region("east", 2)), "FailedOver")).isEmpty();
  }

  private static Set<String> down(Fleet fleet, String phaseOfWest) {
    return RegionsDown.of(
        YAML.unmarshal(
            """
            apiVersion: gunrelay.io/v1alpha1
            kind: GunRelayCluster
            metadata: {name: demo}
            status:
              failover:
                regions:
                - name: west
                  phase: %s
                  since: "2026-01-01T00:00:00Z"
                  servedBy: east
                  stopwatch: {missed: "2026-01-01T00:00:00Z"}
                - {name: east, phase: Healthy, since: "2026-01-01T00:00:00Z"}
            """
                .formatted(phaseOfWest),
            GunRelayCluster.class),
        fleet);
  }

  private static Fleet fleet(Region... regions) {
    return Fleets.of(Entry.byIngress("relay.example", null, null, List.of()), regions);
  }

  private static Region region(String name, int replicas) {
    return new Region(name, new Region.Scale.Fixed(replicas));
  }
}
