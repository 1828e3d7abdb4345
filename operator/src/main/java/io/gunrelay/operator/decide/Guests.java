package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Region.Scale;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a region that serves the clients of others needs beside its own relays: as many as those
 * have. Clients come at once, an autoscaler follows within minutes, and a number that is given
 * never does.
 */
public final class Guests {

  private Guests() {}

  /**
   * How many relays each region is to have beside its own; none of those that serve nobody else.
   *
   * @param fleet the whole
   * @param seen what there is in each of its clusters
   */
  public static Map<String, Integer> of(Fleet fleet, Map<Site, Observation> seen, Ruling ruling) {
    var guests = new HashMap<String, Integer>();
    for (var region : fleet.regions()) {
      var stand = ruling.course().stands().get(region.name());
      if (stand != null && isServedByOther(stand)) {
        guests.merge(
            stand.target().orElseThrow(),
            relays(region, seen.getOrDefault(region.site(), Observation.NOTHING)),
            Integer::sum);
      }
    }
    return guests;
  }

  private static boolean isServedByOther(Stand stand) {
    return switch (stand.phase()) {
      case HEALTHY, SUSPECTED, CONFIRMED -> false;
      case SWITCHING, FAILED_OVER, RECOVERING, FAILING_BACK -> stand.target().isPresent();
    };
  }

  /** Without those that the region has for guests of its own, where their number is given. */
  private static int relays(Region region, Observation there) {
    return switch (region.scale()) {
      case Scale.Fixed fixed -> fixed.replicas();
      case Scale.Automatic automatic -> relays(region.name(), there);
    };
  }

  /** Of two colours the one that has more. */
  private static int relays(String region, Observation there) {
    return there.objects().stream()
        .filter(object -> region.equals(Names.regionOf(object)))
        .mapToInt(Guests::relays)
        .max()
        .orElse(0);
  }

  private static int relays(HasMetadata object) {
    return Objects.requireNonNullElse(
        switch (object) {
          case Deployment deployment -> deployment.getSpec().getReplicas();
          case StatefulSet statefulSet -> statefulSet.getSpec().getReplicas();
          default -> 0;
        },
        0);
  }
}
