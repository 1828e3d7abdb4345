package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.RolloutOutcome;

/** How a rollout ends, and why. */
public record Ending(RolloutOutcome outcome, String why) {

  /** Whether its revision is not tried again until spec asks for another one. */
  boolean isLatched() {
    return outcome == RolloutOutcome.Failed || outcome == RolloutOutcome.Aborted;
  }
}
