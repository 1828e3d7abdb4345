package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.fleet.Colour;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  private static final String RESTARTED =
      """
      phase: Running
      containerStatuses: [{name: relay, restartCount: 2}]
      """;

  private final World world =
      new World()
          .withColouredPod("west", "green", "a", RESTARTED)
          .withColouredPod("east", "green", "b", RESTARTED)
          .withColouredPod("east", "blue", "c", RESTARTED);

  @Test
  void relaysOfAColourAreSummedUpOverAllRegions() {
    assertThat(restarts(Set.of())).isEqualTo(4);
  }

  @Test
  void whatBefallsARegionThatIsDownIsNoFaultOfAVersion() {
    assertThat(restarts(Set.of("west"))).isEqualTo(2);
  }

  private int restarts(Set<String> down) {
    return new Evidence(List.of(world.seen()), Map.of(), down).of(Colour.GREEN).restarts();
  }
}
