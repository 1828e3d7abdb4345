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
import java.util.Objects;
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

  /** An entry that takes longer than that to follow is slow. */
  private static final Duration AGAIN = Duration.ofSeconds(15);

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
        .flatMap(region ->
            leftSince(region, ruling).filter(since -> since.plus(ENTRIES).isBefore(now)).stream()
                .flatMap(since ->
                    seen.getOrDefault(region.site(), Observation.NOTHING)
                        .own(region.name())
                        .flatMap(relay -> move(region, relay, since, now))
                        .map(move -> move.to(urls(fleet, region, ruling)))))
        .toList();
  }

  /**
   * Since when the region's clients are led elsewhere; empty when they are not. Where one region
   * serves all, that is since that one does.
   */
  private static Optional<Instant> leftSince(Region region, Ruling ruling) {
    var serving = ruling.leads().get(region.name());
    return serving == null || serving.own() > 0
        ? Optional.empty()
        : Stream.of(region.name(), serving.region())
            .flatMap(name -> Stream.ofNullable(ruling.course().stands().get(name)))
            .map(Stand::since)
            .max(Instant::compareTo);
  }

  /**
   * Where they are sent. An entry of another cluster does not take those who dial the same host
   * before DNS leads there, which takes its time: they are sent to one that does.
   */
  private static List<String> urls(Fleet fleet, Region region, Ruling ruling) {
    var entry = fleet.entry();
    var serving = Objects.requireNonNull(ruling.leads().get(region.name())).region();
    return fleet.regions().stream()
        .filter(other -> other.name().equals(serving) && !other.site().equals(region.site()))
        .flatMap(other -> Stream.ofNullable(other.host()))
        .filter(host -> entry != null)
        .map("//%s/gun"::formatted)
        .toList();
  }

  private static Stream<Move> move(Region region, RelayReport relay, Instant since, Instant now) {
    var drain = relay.drain();
    if (drain == null || drain.state() == DrainReport.State.MOVING) {
      return Stream.empty();
    }
    long clients = relay.load().clients();
    long some = clients - (isToBeToldAgain(drain, since, now) ? 0 : refused(drain));
    // A relay rounds up; and all at once would be an order to take nobody any more.
    return some <= 0
        ? Stream.empty()
        : Stream.of(new Move(region.name(), relay.name(), (some - 0.5) / clients, some, RATE));
  }

  /**
   * Whether those who stayed are told once more: an entry may have led them back, as some take
   * their time to follow a change.
   */
  private static boolean isToBeToldAgain(DrainReport drain, Instant since, Instant now) {
    var began = drain.startedAt();
    return began != null && began.plus(AGAIN).isBefore(now) && began.isBefore(since.plus(AGAIN));
  }

  /** Who stayed although all of a relay's clients could be told; of some alone it says nothing. */
  static long refused(DrainReport drain) {
    return drain.entry() == null ? drain.stayed() : 0;
  }
}
