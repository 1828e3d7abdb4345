package io.gunrelay.operator.trace;

import java.time.Instant;
import java.util.List;

/**
 * A switch that is over.
 *
 * @param namespace of the fleet
 * @param name of the fleet
 * @param uid of the fleet
 * @param from the region whose clients were led away
 * @param to the region that they were led to
 * @param asked whether somebody asked for it
 * @param message why, in one line
 * @param begun when the first heartbeat was missed; of one that was asked for, when it was decided
 * @param switched when it was decided to lead clients elsewhere; tells two switches of a region
 *     from each other
 * @param ended when it was verified, or when it was given up to wait for that
 * @param verified whether an observer got through by the region's entry
 * @param parts of it, in the order of the stopwatch
 */
public record Switchover(
    String namespace,
    String name,
    String uid,
    String from,
    String to,
    boolean asked,
    String message,
    Instant begun,
    Instant switched,
    Instant ended,
    boolean verified,
    List<Part> parts) {

  public Switchover {
    parts = List.copyOf(parts);
  }

  /**
   * What of it took how long.
   *
   * @param name what it ended with, as the stopwatch calls it
   */
  public record Part(String name, Instant begun, Instant ended) {}
}
