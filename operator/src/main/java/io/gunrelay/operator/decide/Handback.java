package io.gunrelay.operator.decide;

import io.gunrelay.operator.decide.OwnHost.Away;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.rollout.Turn.Move;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which relays hand clients of other regions back to these, as they serve them again: those who
 * came by a region's own host, which leads home, until it has the share that it is to have. Nobody
 * can tell of others where they belong.
 */
public final class Handback {

  private Handback() {}

  /**
   * Decides once.
   *
   * @param fleet the whole
   * @param seen what there is in each of its clusters
   */
  public static List<Move> moves(
      Fleet fleet, Map<Site, Observation> seen, Ruling ruling, Instant now) {
    return fleet.regions().stream()
        .flatMap(region ->
            Optional.ofNullable(ruling.course().stands().get(region.name()))
                .filter(stand -> isComingHome(stand, now))
                .stream()
                .flatMap(stand -> moves(fleet, seen, region, stand, now).stream()))
        .toList();
  }

  private static boolean isComingHome(Stand stand, Instant now) {
    return stand.phase() == Phase.FAILING_BACK
        && stand.share() > 0
        && stand.since().plus(Evacuation.ENTRIES).isBefore(now);
  }

  private static List<Move> moves(
      Fleet fleet, Map<Site, Observation> seen, Region region, Stand stand, Instant now) {
    return OwnHost.of(fleet, seen, region, stand.begun())
        .filter(own -> own.areAllCounted(now))
        .map(own -> moves(own, own.clients().lacking(stand.share())))
        .orElse(List.of());
  }

  private static List<Move> moves(OwnHost own, long lacking) {
    var moves = new ArrayList<Move>();
    var relays =
        own.away().stream()
            .filter(away -> away.relay().ready() && away.relay().drain() != null)
            .filter(away -> away.willing() > 0)
            .toList();
    long willing = relays.stream().mapToLong(Away::willing).sum();
    long leaving = Math.min(lacking, willing);
    for (var away : relays) {
      long some = Math.ceilDiv(leaving * away.willing(), willing);
      willing -= away.willing();
      leaving -= some;
      if (some > 0) {
        // A relay rounds up.
        moves.add(
            new Move(
                away.region(),
                away.relay().name(),
                (some - 0.5) / away.clients(),
                some,
                Evacuation.RATE,
                own.host(),
                List.of()));
      }
    }
    return moves;
  }
}
