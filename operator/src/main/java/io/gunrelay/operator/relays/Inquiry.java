package io.gunrelay.operator.relays;

import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one region by asking. One relay is asked at a time, the same as long as it
 * answers; after a failure the next, and meanwhile where one does not answer soon: it may be on a
 * node that is dead, which nobody tells.
 */
final class Inquiry {

  /** After so many failures in a row nothing is known any more. */
  private static final int PATIENCE = 3;

  /** Whoever is well answers sooner. */
  private static final Duration OVERDUE = Duration.ofMillis(900);

  /** After so many answers of another than the first, that is tried once more. */
  private static final int DETOUR = 30;

  private List<Address> addresses = List.of();
  private int turn;
  private int detours;
  private int refuge;
  private int failures;
  private @Nullable Attempt current;
  private boolean silent;
  private Instant heard;
  private @Nullable RegionReport report;

  /** A relay that is asked, and since when. */
  record Attempt(Address address, Instant begun) {}

  /**
   * @param now whom nobody has asked yet is not silent
   */
  Inquiry(Instant now) {
    heard = now;
  }

  /** Returns whether whom to ask has changed. */
  synchronized boolean direct(List<Address> relays, Instant now) {
    if (relays.equals(addresses)) {
      return false;
    }
    if (addresses.isEmpty()) {
      heard = now;
    }
    addresses = List.copyOf(relays);
    turn = 0;
    refuge = 0;
    if (relays.isEmpty()) {
      report = null;
      failures = 0;
    }
    return true;
  }

  /** Whom to ask now; empty when there is nobody or an answer is awaited. */
  synchronized Optional<Attempt> begin(Instant now) {
    if (addresses.isEmpty() || isAwaited(now)) {
      return Optional.empty();
    }
    if (current != null) {
      goOn();
    }
    current = new Attempt(addresses.get(turn % addresses.size()), now);
    return Optional.of(current);
  }

  private boolean isAwaited(Instant now) {
    return current != null
        && (addresses.size() == 1 || now.isBefore(current.begun().plus(OVERDUE)));
  }

  /** To the next, or to the one that answered before the first was tried once more. */
  private void goOn() {
    turn = refuge > 0 ? refuge : turn + 1;
    refuge = 0;
  }

  /** Whether another relay may answer where one did not. */
  synchronized boolean hasOthers() {
    return failures > 0 && failures < Math.min(PATIENCE, addresses.size());
  }

  /** Returns whether the answer says something new. */
  synchronized boolean answered(Attempt attempt, RegionReport fresh, Instant now) {
    if (attempt.equals(current)) {
      current = null;
      goBack();
    }
    failures = 0;
    heard = now;
    boolean wasSilent = silent;
    silent = false;
    if (addresses.isEmpty()) {
      return false;
    }
    var isNews = wasSilent || report == null || !Digest.of(fresh).equals(Digest.of(report));
    report = fresh;
    return isNews;
  }

  /** The first is the best, as soon as it answers again. */
  private void goBack() {
    detours = turn == 0 ? 0 : detours + 1;
    refuge = 0;
    if (detours == DETOUR) {
      refuge = turn;
      turn = 0;
      detours = 0;
    }
  }

  /** Returns whether what was known is given up. */
  synchronized boolean failed(Attempt attempt) {
    if (attempt.equals(current)) {
      current = null;
      goOn();
    }
    if (attempt.begun().isBefore(heard)) {
      // Another one has answered since.
      return false;
    }
    failures++;
    if (failures < PATIENCE || report == null) {
      return false;
    }
    report = null;
    return true;
  }

  /** Returns whether nobody has answered for as long as that, which is told once. */
  synchronized boolean fellSilent(Instant now) {
    boolean was = silent;
    silent = !addresses.isEmpty() && Silence.isSince(heard, now);
    return silent && !was;
  }

  /** When one last answered; empty when there is nobody to ask. */
  synchronized Optional<Instant> heard() {
    return addresses.isEmpty() ? Optional.empty() : Optional.of(heard);
  }

  /** What names the last report that was heard; the empty text when none does. */
  synchronized String mark() {
    var fence = report == null ? null : report.self().fence();
    return fence == null || fence.mark() == null ? "" : fence.mark();
  }

  synchronized Optional<RegionReport> report() {
    return Optional.ofNullable(report);
  }

  /** What a new report has to differ in to be worth a round. */
  private record Digest(List<String> relays) {
    static Digest of(RegionReport report) {
      var relays = new ArrayList<String>();
      relays.add(line(report.self()));
      for (var peer : report.peers()) {
        var relay = peer.report();
        if (relay != null) {
          relays.add(line(relay) + " " + peer.connected() + " " + isMissed(peer));
        }
      }
      relays.sort(null);
      return new Digest(relays);
    }

    private static boolean isMissed(PeerReport peer) {
      return Silence.isListenedTo(peer) && Silence.isWith(peer);
    }

    private static String line(RelayReport relay) {
      return relay.name()
          + " "
          + relay.load().clients()
          + " "
          + relay.ready()
          + " "
          + relay.message()
          + " "
          + relay.config()
          + " "
          + (relay.drain() == null ? null : relay.drain().state())
          + " "
          + (relay.fence() == null ? null : relay.fence().state())
          + " "
          + Silence.silent(relay)
          + " "
          + Slowness.is(relay);
    }
  }
}
