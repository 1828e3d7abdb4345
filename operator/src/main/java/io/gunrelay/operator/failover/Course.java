package io.gunrelay.operator.failover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All that another operator needs to go on.
 *
 * @param stands of regions, by their names
 * @param active the region that serves all clients; only where one does
 * @param heeded the wish that was done last, so that it is done once; empty when there is none
 * @param past switches, the latest first
 */
public record Course(
    Map<String, Stand> stands,
    Optional<String> active,
    Optional<String> heeded,
    List<Switch> past) {
  private static final int REMEMBERED = 10;

  public static final Course NEW =
      new Course(Map.of(), Optional.empty(), Optional.empty(), List.of());

  public Course {
    stands = Map.copyOf(stands);
    past = List.copyOf(past);
  }

  Course with(String region, Stand stand) {
    var all = new LinkedHashMap<>(stands);
    all.put(region, stand);
    return new Course(all, active, heeded, past);
  }

  Stand stand(String region) {
    return Objects.requireNonNull(stands.get(region));
  }

  Course heeding(Optional<String> wish) {
    return new Course(stands, active, wish, past);
  }

  Course serving(String region) {
    return new Course(stands, Optional.of(region), heeded, past);
  }

  /** A region's latest switch, with what its stopwatch says now. */
  Course timed(String region, Watch watch) {
    var all = new ArrayList<>(past);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).from().equals(region)) {
        all.set(i, all.get(i).with(watch));
        break;
      }
    }
    return new Course(stands, active, heeded, all);
  }

  Course after(Switch latest) {
    var all = new ArrayList<Switch>();
    all.add(latest);
    past.stream().limit(REMEMBERED - 1L).forEach(all::add);
    return new Course(stands, active, heeded, all);
  }
}
