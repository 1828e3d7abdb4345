package io.gunrelay.operator.clusters;

import java.time.Instant;

/** Whether a cluster can be worked with. */
public sealed interface Availability {

  /** It is being connected to, for a few seconds at most. */
  record Opening() implements Availability {}

  /**
   * It answers, and what there is is known.
   *
   * @param since when it began to
   */
  record Open(Instant since) implements Availability {}

  /**
   * It cannot be worked with.
   *
   * @param why for a person: what is wrong and what to do
   */
  record Closed(String why) implements Availability {}
}
