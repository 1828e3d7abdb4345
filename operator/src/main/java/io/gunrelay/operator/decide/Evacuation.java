package io.gunrelay.operator.decide;

import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.rollout.Turn.Move;
import io.gunrelay.relay.api.DrainReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which relays tell their clients to leave, as another region serves them now. Those of a region
 * that cannot be reached are told nothing, and their clients have to notice by themselves.
 */
public final class Evacuation {

  /** New connections follow an entry that was changed within a second. */
  static final Duration ENTRIES = Duration.ofSeconds(1);

  /** Clients that are told in a second: handshakes are what costs the others most. */
  static final int RATE = 100;

  private Evacuation() {}

  /**
   * Decides once.
   *
   * @param fleet the whole
   * @param seen what there is in each of its clusters
   */
  public static List<Move> moves(
      Fleet fleet, Map<Site, Observation> seen, Ruling ruling, Instant now) {
    return fleet.regions().stream()
        .filter(region -> isLeft(region, ruling, now))
        .flatMap(region ->
            seen.getOrDefault(region.site(), Observation.NOTHING)
                .answering(region.name())
                .filter(relay -> region.name().equals(relay.region()))
                .flatMap(relay -> move(region, relay)))
        .toList();
  }

  private static boolean isLeft(Region region, Ruling ruling, Instant now) {
    var serving = ruling.leads().get(region.name());
    return serving != null
        && serving.own() == 0
        && Optional.ofNullable(ruling.course().stands().get(region.name()))
            .map(Stand::since)
            .filter(since -> since.plus(ENTRIES).isBefore(now))
            .isPresent();
  }

  private static Stream<Move> move(Region region, RelayReport relay) {
    var drain = relay.drain();
    if (drain == null || drain.state() == DrainReport.State.MOVING) {
      return Stream.empty();
    }
    long clients = relay.load().clients();
    long some = clients - refused(drain);
    // A relay rounds up; and all at once would be an order to take nobody any more.
    return some <= 0
        ? Stream.empty()
        : Stream.of(new Move(region.name(), relay.name(), (some - 0.5) / clients, some, RATE));
  }

  /** Who stayed although all of a relay's clients could be told; of some alone it says nothing. */
  static long refused(DrainReport drain) {
    return drain.entry() == null ? drain.stayed() : 0;
  }
}
