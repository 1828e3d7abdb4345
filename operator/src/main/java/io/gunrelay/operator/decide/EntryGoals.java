package io.gunrelay.operator.decide;

import io.gunrelay.operator.entries.Goal;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.fleet.Doorway;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.relay.api.TrialOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which entries are tried: the own hosts of regions that can fail over, where their controllers
 * have said what addresses they have, wherever that is.
 */
public final class EntryGoals {

  private EntryGoals() {}

  /**
   * Decides once.
   *
   * @param fleet the whole
   * @param doorways where hosts are served, in all of its clusters
   */
  public static List<Goal> of(Fleet fleet, Course course, List<Doorway> doorways) {
    var entry = fleet.entry();
    if (entry == null || !areTried(fleet)) {
      return List.of();
    }
    return fleet.regions().stream()
        .flatMap(region -> goal(fleet, entry, region, course, doorways).stream())
        .toList();
  }

  private static boolean areTried(Fleet fleet) {
    return fleet.canFailOver()
        && fleet.allRegions().stream().anyMatch(region -> region.host() != null);
  }

  /**
   * The addresses of the entries that relays of one cluster may be asked to try, in a stable order;
   * those that are names are left out.
   *
   * @param fleet its part there
   * @param seen what there is there
   */
  static List<String> addresses(Fleet fleet, Observation seen) {
    return areTried(fleet)
        ? Doorways.known(fleet, seen).stream()
            .flatMap(doorway -> doorway.addresses().stream())
            .filter(address -> EntryRecords.isIpv4(address) || address.contains(":"))
            .distinct()
            .sorted()
            .toList()
        : List.of();
  }

  private static Optional<Goal> goal(
      Fleet fleet, Entry entry, Region region, Course course, List<Doorway> doorways) {
    var host = region.host();
    if (host == null) {
      return Optional.empty();
    }
    var given = entry.dns().targets();
    var addresses =
        (given.isEmpty()
                ? Doorways.addresses(doorways, site(fleet, region, course), host, entry.host())
                : given)
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

  /**
   * Where its entry is tried: in its own cluster, which is what it needs to get its clients back;
   * and in the one that takes over, until it is known that they get through there.
   */
  private static Site site(Fleet fleet, Region region, Course course) {
    return Optional.ofNullable(course.stands().get(region.name()))
        .filter(stand -> stand.phase() == Phase.SWITCHING)
        .flatMap(Stand::target)
        .flatMap(target ->
            fleet.regions().stream().filter(other -> other.name().equals(target)).findFirst())
        .map(Region::site)
        .orElse(region.site());
  }

  private static boolean isIn(Course course, Region region, Phase... phases) {
    var stand = course.stands().get(region.name());
    var phase = stand == null ? Phase.HEALTHY : stand.phase();
    return Stream.of(phases).anyMatch(phase::equals);
  }
}
