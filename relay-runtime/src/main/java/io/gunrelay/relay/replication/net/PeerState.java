package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.RegionLinks;
import io.gunrelay.relay.replication.RegionLinks.Reach;
import io.gunrelay.relay.store.Origin;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a peer: what it has said of itself, whether there is a link, whether there
 * should be one, and what has become of being filled from it. Changed by the peer's thread, and by
 * whoever decides about the links. Thread-safe.
 */
final class PeerState {
  /** A peer that breaks off so many fills is sick: it must not keep this relay from its clients. */
  private static final int MAX_BROKEN_FILLS = 3;

  /** What has become of the first try. */
  enum Beginning {
    /** Nothing is known yet, or it is being filled from. */
    PENDING,
    /** What it had is here. */
    FILLED,
    /** It cannot be reached, is no relay, or does not get to the end of a fill. */
    UNREACHABLE,
    /** It is of another region, and others of that are chosen. */
    STANDBY,
    /** It is this relay, or one that is known by another address. */
    NEEDLESS
  }

  private final InetSocketAddress at;
  private final String address;
  private final Takers takers;
  private final InstantSource clock;
  private Beginning beginning = Beginning.PENDING;
  private Reach reach = Reach.UNTRIED;
  private boolean chosen = true;
  private boolean wanted = true;
  private int brokenFills;
  private @Nullable String region;
  private @Nullable Origin origin;
  private @Nullable LinkHealth health;
  private @Nullable Instant lastHeard;
  private @Nullable RelayReport report;

  /**
   * Of a peer that has not been dialled; as long as nothing is decided, it is wanted.
   *
   * @param clock the one that tells when it was heard
   */
  PeerState(InetSocketAddress at, Takers takers, InstantSource clock) {
    this.at = at;
    address = text(at);
    this.takers = takers;
    this.clock = clock;
  }

  /** As the address is called in reports and logs. */
  static String text(InetSocketAddress at) {
    return at.getAddress().getHostAddress() + ":" + at.getPort();
  }

  synchronized Beginning beginning() {
    return beginning;
  }

  synchronized Reach reach() {
    return reach;
  }

  /** Whether there should be a link. */
  synchronized boolean isWanted() {
    return wanted;
  }

  /** Whether this relay wants the link by its own choice. */
  synchronized boolean isChosen() {
    return chosen;
  }

  synchronized boolean saysReady() {
    return reach == Reach.LINKED && report != null && report.ready();
  }

  /** How far this relay is behind it, if that should be waited for. */
  synchronized Optional<Duration> catchingUp() {
    return health == null ? Optional.empty() : health.catchingUp();
  }

  /** What is known of it, for {@link RegionLinks}. */
  synchronized RegionLinks.Candidate candidate() {
    boolean poor = health != null && health.isOld() && isPoor();
    return new RegionLinks.Candidate(
        address,
        region,
        origin,
        reach,
        takers.asks(origin, at),
        poor,
        health != null && health.isSettled() && !poor);
  }

  /** Whether it does not take from here, or says that it is not well. */
  private boolean isPoor() {
    return origin == null || !takers.has(origin) || (report != null && !report.ready());
  }

  synchronized PeerReport report() {
    return new PeerReport(
        address,
        reach == Reach.LINKED,
        lastHeard,
        report,
        new PeerLink(
            switch (reach) {
              case LINKED -> PeerLink.State.LINKED;
              case STANDBY -> PeerLink.State.STANDBY;
              case UNTRIED, FAILED -> PeerLink.State.UNREACHABLE;
            },
            region,
            health == null ? null : health.behind().orElse(null),
            origin == null ? null : takers.bytes(origin)),
        lastHeard == null
            ? null
            : Long.valueOf(Math.max(0, Duration.between(lastHeard, clock.instant()).toMillis())));
  }

  /**
   * It has been decided about it and the others.
   *
   * @return whether a link is wanted that was not
   */
  synchronized boolean decided(RegionLinks.Decision decision) {
    boolean before = wanted;
    chosen = decision.chosen().contains(address);
    wanted = decision.wants(address);
    if (wanted && !before) {
      awaitAgain();
    }
    return wanted && !before;
  }

  private void awaitAgain() {
    if (beginning == Beginning.STANDBY) {
      beginning = Beginning.PENDING;
    }
  }

  synchronized void answered(Instant now) {
    lastHeard = now;
  }

  /** It has turned out to be this relay, or one that is linked with. */
  synchronized void needless() {
    beginning = Beginning.NEEDLESS;
    reach = Reach.FAILED;
  }

  /** It has said who it is: another relay that could be linked with. */
  synchronized void introduced(Message.Welcome as) {
    if (beginning == Beginning.NEEDLESS) {
      beginning = Beginning.UNREACHABLE;
    }
    region = as.region();
    origin = as.origin();
    reach = Reach.STANDBY;
  }

  /**
   * It may be left alone.
   *
   * @return whether it is, which is not so if a link is wanted by now
   */
  synchronized boolean standsBy() {
    if (!wanted && beginning == Beginning.PENDING) {
      beginning = Beginning.STANDBY;
    }
    return !wanted;
  }

  /** There is a link. */
  synchronized void linked(LinkHealth link) {
    awaitAgain();
    health = link;
    reach = Reach.LINKED;
  }

  /** What it had is here. */
  synchronized void filled() {
    beginning = Beginning.FILLED;
  }

  /** It has said how it is. */
  synchronized void said(RelayReport report) {
    this.report = report;
  }

  /** The link has ended, since there are others that are better. */
  synchronized void released() {
    health = null;
    reach = Reach.STANDBY;
  }

  /** The link has broken, or it could not be reached. */
  synchronized void failed() {
    health = null;
    reach = Reach.FAILED;
  }

  /** Being filled from it has not come to an end. */
  synchronized void fillBroken() {
    if (++brokenFills >= MAX_BROKEN_FILLS) {
      giveUpFilling();
    }
  }

  /** It is not waited for any more. */
  synchronized void giveUpFilling() {
    if (beginning == Beginning.PENDING) {
      beginning = Beginning.UNREACHABLE;
    }
  }
}
