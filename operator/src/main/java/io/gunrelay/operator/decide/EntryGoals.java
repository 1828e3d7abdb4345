package io.gunrelay.operator.decide;

import io.gunrelay.api.v1alpha1.FailoverMode;
import io.gunrelay.operator.entries.Goal;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.fleet.Elsewhere;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.relay.api.TrialOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which entries are tried: the own hosts of regions that can fail over, where their controllers
 * have said what addresses they have.
 */
public final class EntryGoals {

  private EntryGoals() {}

  /**
   * Decides once.
   *
   * @param fleet the whole
   * @param seen what there is in each of its clusters
   */
  public static List<Goal> of(Fleet fleet, Course course, Map<Site, Observation> seen) {
    var entry = fleet.entry();
    if (entry == null || !canFailOver(fleet)) {
      return List.of();
    }
    return fleet.regions().stream()
        .flatMap(region -> goal(fleet, entry, region, course, seen).stream())
        .toList();
  }

  private static boolean canFailOver(Fleet fleet) {
    return fleet.allRegions().size() > 1 && fleet.failover().mode() != FailoverMode.Disabled;
  }

  /**
   * The addresses of the entries that are tried in one cluster, in a stable order; those that are
   * names are left out.
   *
   * @param fleet its part there
   * @param seen what there is there
   */
  static List<String> addresses(Fleet fleet, Observation seen) {
    return canFailOver(fleet)
        ? fleet.regions().stream()
            .map(Region::host)
            .filter(Objects::nonNull)
            .flatMap(host -> EntryRecords.addresses(fleet, seen, host).stream())
            .filter(address -> EntryRecords.isIpv4(address) || address.contains(":"))
            .distinct()
            .sorted()
            .toList()
        : List.of();
  }

  private static Optional<Goal> goal(
      Fleet fleet, Entry entry, Region region, Course course, Map<Site, Observation> seen) {
    var host = region.host();
    if (host == null) {
      return Optional.empty();
    }
    var addresses =
        EntryRecords.addresses(
                fleet.at(region.site(), Elsewhere.NOTHING),
                seen.getOrDefault(region.site(), Observation.NOTHING),
                host)
            .stream()
            .sorted(Comparator.comparing(address -> !EntryRecords.isIpv4(address)))
            .limit(TrialOrder.MOST_ADDRESSES)
            .toList();
    var scheme = entry.tlsSecret() == null ? "ws" : "wss";
    return addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Goal(
                region.name(),
                new TrialOrder(
                    "%s://%s/gun".formatted(scheme, host),
                    addresses,
                    fleet.security().signedOnly()),
                isIn(course, region, Phase.SUSPECTED, Phase.SWITCHING),
                !isIn(course, region, Phase.HEALTHY),
                List.of(),
                Optional.empty()));
  }

  private static boolean isIn(Course course, Region region, Phase... phases) {
    var stand = course.stands().get(region.name());
    var phase = stand == null ? Phase.HEALTHY : stand.phase();
    return Stream.of(phases).anyMatch(phase::equals);
  }
}
