package io.gunrelay.operator.decide;

import io.gunrelay.operator.decide.Balance.HandOver;
import io.gunrelay.relay.api.DrainReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which relays of a region hand clients over, so that relays that were added get their
 * part: connections do not move by themselves. All that it goes by is in the relays' reports.
 *
 * <p>A client that leaves dials its own URL, and is led to any of the n relays alike, also to the
 * one that it left. So of K that leave in all, K/n come to each, and a relay has what is its part
 * once it has told so many more: with an excess of E over all that have one, and m of those, K = E
 * n / (n - m).
 */
final class Rebalancing {

  /** Less than this above the mean is not worth anybody's while. */
  private static final long MARGIN_CLIENTS = 20;

  private static final double MARGIN = 0.2;

  /** Of a relay's clients in one order. Those who stay keep the relay ready, and what it knows. */
  private static final double LARGEST_SHARE = 0.8;

  /** Until entries know a relay that has just started. */
  private static final Duration ENTRIES = Duration.ofSeconds(20);

  /** Until each relay has heard from the others what they have after a hand-over. */
  static final Duration REPORTS = Duration.ofSeconds(30);

  private final List<RelayReport> relays;
  private final Instant now;
  private final double mean;
  private final Instant youngest;

  private Rebalancing(List<RelayReport> relays, Instant now) {
    this.relays = relays;
    this.now = now;
    this.mean = relays.stream().mapToLong(Rebalancing::clients).average().orElse(0);
    this.youngest =
        relays.stream().map(RelayReport::startedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  /**
   * Decides once.
   *
   * @param relays all that the region has; none is on its way or leaving
   */
  static Balance of(List<RelayReport> relays, Instant now) {
    return relays.size() < 2
            || relays.stream().anyMatch(relay -> !relay.ready() || relay.drain() == null)
        ? new Balance.Even()
        : new Rebalancing(relays, now).decide();
  }

  private Balance decide() {
    var margin = Math.max(MARGIN_CLIENTS, MARGIN * mean);
    var movable =
        relays.stream().filter(relay -> clients(relay) > mean && !isLedBack(relay)).toList();
    if (movable.stream().noneMatch(relay -> clients(relay) - mean > margin)) {
      return new Balance.Even();
    }
    var settled = settled();
    if (settled.isPresent()) {
      return new Balance.Settling(settled.get());
    }
    var excess = movable.stream().mapToDouble(relay -> clients(relay) - mean).sum();
    var leaving = excess * relays.size() / (relays.size() - movable.size());
    return new Balance.Uneven(
        movable.stream().map(relay -> order(relay, leaving / relays.size())).toList());
  }

  private HandOver order(RelayReport relay, double coming) {
    var share = (clients(relay) - mean + coming) / clients(relay);
    return new HandOver(
        relay.name(), clients(relay), Math.min(share, LARGEST_SHARE), Math.round(mean));
  }

  /** When what was done last has shown its effect; empty when it has. */
  private Optional<Instant> settled() {
    return Stream.concat(
            Stream.of(youngest.plus(ENTRIES)).filter(then -> isAhead(then, ENTRIES)),
            relays.stream().map(RelayReport::drain).flatMap(this::settled))
        .max(Instant::compareTo);
  }

  private Stream<Instant> settled(@Nullable DrainReport drain) {
    if (drain == null) {
      return Stream.empty();
    }
    if (drain.state() == DrainReport.State.MOVING) {
      return Stream.of(now.plus(REPORTS));
    }
    var begun = drain.startedAt();
    return begun == null
        ? Stream.empty()
        : Stream.of(begun.plus(REPORTS)).filter(then -> isAhead(then, REPORTS));
  }

  /** A relay whose clock is far ahead holds nobody up. */
  private boolean isAhead(Instant then, Duration most) {
    return then.isAfter(now) && !then.isAfter(now.plus(most.multipliedBy(2)));
  }

  /**
   * Whether most of those who were told to leave came back, although the same relays were there: an
   * entry that leads each client to one relay always. To tell them again would only disturb them.
   */
  private boolean isLedBack(RelayReport relay) {
    var drain = relay.drain();
    var begun = drain == null ? null : drain.startedAt();
    if (drain == null || begun == null || begun.isBefore(youngest)) {
      return false;
    }
    return drain.returned() > drain.told() * (1 + 1.0 / relays.size()) / 2;
  }

  private static long clients(RelayReport relay) {
    return relay.load().clients();
  }
}
