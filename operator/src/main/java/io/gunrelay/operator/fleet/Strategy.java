package io.gunrelay.operator.fleet;

import io.gunrelay.api.v1alpha1.AnalysisSpec;
import java.time.Duration;
import java.util.List;

/**
 * How relays are replaced by those of another revision.
 *
 * @param isStepwise whether new relays stand beside the former ones and take their clients step by
 *     step; otherwise one relay after the other is replaced
 * @param groups names of regions that go through the steps together, in order
 * @param steps at least one; the last one has all clients
 * @param keepPrevious for how long the former relays are kept after the last step
 * @param startDeadline for how long new relays may take to become ready
 * @param analysis how new relays are judged
 */
public record Strategy(
    boolean isStepwise,
    List<List<String>> groups,
    List<Step> steps,
    Duration keepPrevious,
    Duration startDeadline,
    AnalysisSpec analysis) {

  public Strategy {
    groups = groups.stream().map(List::copyOf).toList();
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param percent of a region's connected clients
   * @param hold for how long it is held at least
   * @param manual whether somebody has to let it go on
   */
  public record Step(int percent, Duration hold, boolean manual) {

    /** From 0 to 1. */
    public double share() {
      return percent / 100.0;
    }
  }
}
