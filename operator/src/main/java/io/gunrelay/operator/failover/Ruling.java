package io.gunrelay.operator.failover;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is decided once.
 *
 * @param course from now on
 * @param leads where each region's clients go, by its name
 * @param why one line on each region that does not serve as usual, by its name
 * @param again when something may be due though nothing happens
 * @param remarks on regions beside that, the gravest first, by their names
 */
public record Ruling(
    Course course,
    Map<String, Serving> leads,
    Map<String, String> why,
    Optional<Instant> again,
    Map<String, List<Remark>> remarks) {

  public Ruling {
    leads = Map.copyOf(leads);
    why = Map.copyOf(why);
    remarks = Map.copyOf(remarks);
  }

  /** Without remarks. */
  public Ruling(
      Course course, Map<String, Serving> leads, Map<String, String> why, Optional<Instant> again) {
    this(course, leads, why, again, Map.of());
  }

  Ruling remarking(Map<String, List<Remark>> on, Optional<Instant> due) {
    return new Ruling(course, leads, why, due, on);
  }

  /**
   * Where the clients of a region go.
   *
   * @param region the one that serves those that its own does not
   * @param own what the region is to serve of them itself, in percent; if it is to serve any, its
   *     own host leads to it
   */
  public record Serving(String region, int own) {}
}
