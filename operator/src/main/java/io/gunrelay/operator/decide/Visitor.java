package io.gunrelay.operator.decide;

import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Region;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A region whose own host is served in a cluster though it is none of the cluster's regions: it is
 * leaving, or it lives in another cluster and one of these serves its clients.
 *
 * @param isHeld whether its entry stays as it is, as its relays do
 */
public record Visitor(String region, String host, boolean isHeld) {

  /**
   * Those in one cluster.
   *
   * @param fleet its part there
   * @param served which regions serve whose clients, by the name of these
   */
  static List<Visitor> of(Fleet fleet, List<Leaving> leaving, Map<String, Serving> served) {
    return Stream.concat(
            leaving.stream().flatMap(one -> of(one.region(), one.host(), one.held())),
            fleet.allRegions().stream()
                .filter(region -> !has(fleet, region.name()))
                .filter(region -> isTakenIn(fleet, region, served.get(region.name())))
                .flatMap(region -> of(region.name(), region.host(), false)))
        .toList();
  }

  private static Stream<Visitor> of(String region, @Nullable String host, boolean isHeld) {
    return host == null ? Stream.empty() : Stream.of(new Visitor(region, host, isHeld));
  }

  private static boolean isTakenIn(Fleet fleet, Region region, @Nullable Serving serving) {
    return serving != null
        && !serving.region().equals(region.name())
        && has(fleet, serving.region());
  }

  private static boolean has(Fleet fleet, String region) {
    return fleet.regions().stream().map(Region::name).anyMatch(region::equals);
  }
}
