package io.gunrelay.operator.decide;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.failover.Doubt;
import io.gunrelay.operator.failover.Failovers;
import io.gunrelay.operator.failover.Remarks;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Spells;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides which region serves whose clients, by what the fleet's resource remembers of it. */
public final class Rulings {

  private Rulings() {}

  /**
   * Decides once. Of a fleet of one region there is nothing to be decided.
   *
   * @param fleet the whole
   * @param seen what there is in each of its clusters
   * @param outages why clusters cannot be worked with
   */
  public static Ruling of(
      GunRelayCluster resource,
      Fleet fleet,
      Map<Site, Observation> seen,
      Map<Site, String> outages,
      Instant now) {
    return of(resource, fleet, seen, outages, doubts -> Spells.NONE.note(doubts, now), now);
  }

  /**
   * The same of whoever has looked before.
   *
   * @param memory takes what is the matter now, and tells how long and how often it has been
   */
  public static Ruling of(
      GunRelayCluster resource,
      Fleet fleet,
      Map<Site, Observation> seen,
      Map<Site, String> outages,
      Function<Set<Doubt>, Spells> memory,
      Instant now) {
    var course = FailoverCourses.of(resource);
    var asItWas = new Ruling(course, Map.of(), Map.of(), Optional.empty());
    if (fleet.regions().size() < 2) {
      return asItWas;
    }
    var sight = FailoverSights.of(resource, fleet, course, seen, outages, now);
    return Remarks.add(
        Failovers.next(course, sight),
        FailoverCourses.remarks(resource),
        memory.apply(Doubts.of(fleet, seen, sight)),
        sight);
  }
}
