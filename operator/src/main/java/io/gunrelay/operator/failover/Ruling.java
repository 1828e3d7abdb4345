package io.gunrelay.operator.failover;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is decided once.
 *
 * @param course from now on
 * @param leads where each region's clients go, by its name
 * @param why one line on each region that does not serve as usual, by its name
 * @param again when something may be due though nothing happens
 */
public record Ruling(
    Course course, Map<String, Serving> leads, Map<String, String> why, Optional<Instant> again) {

  public Ruling {
    leads = Map.copyOf(leads);
    why = Map.copyOf(why);
  }

  /**
   * Where the clients of a region go.
   *
   * @param region the one that serves those that its own does not
   * @param own what the region serves of them itself, in percent
   */
  public record Serving(String region, int own) {}
}
