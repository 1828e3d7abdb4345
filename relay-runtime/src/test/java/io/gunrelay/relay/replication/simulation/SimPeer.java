package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.RegionLinks;
import io.gunrelay.relay.replication.RegionLinks.Reach;
import io.gunrelay.relay.store.Origin;
import org.jspecify.annotations.Nullable;

/** One address of another relay, dialled again and again; what {@code Peer} does. */
final class SimPeer implements TargetEnd.Watcher {
  static final long CONNECT_MS = 2_000;
  static final long STANDBY_MS = 10_000;
  private static final long FIRST_WAIT_MS = 100;
  private static final long LONGEST_WAIT_MS = 1_000;
  private static final long NEVER = -1;

  private final SimRelay own;
  private final SimRelay.Running process;
  private final SimRelay other;
  private final SimPeers peers;
  private final SimPeers.World world;
  private Reach reach = Reach.UNTRIED;
  private @Nullable String region;
  private @Nullable Origin origin;
  private @Nullable SimLink link;
  private boolean answered;
  private boolean released;
  private boolean wanted = true;
  private boolean chosen = true;
  private long dialledMs = NEVER;
  private long nextDialMs;
  private long linkedMs;
  private long filledMs;
  private long waitMs = FIRST_WAIT_MS;

  SimPeer(
      SimRelay own,
      SimRelay.Running process,
      SimRelay other,
      SimPeers peers,
      SimPeers.World world) {
    this.own = own;
    this.process = process;
    this.other = other;
    this.peers = peers;
    this.world = world;
  }

  SimRelay other() {
    return other;
  }

  boolean isLinked() {
    return reach == Reach.LINKED;
  }

  /** What is known of it. */
  RegionLinks.Candidate candidate() {
    boolean poor =
        isLinked()
            && now() - linkedMs >= STANDBY_MS
            && (origin == null || !peers.isTakenFromBy(origin));
    boolean settled = isLinked() && filledMs != NEVER && now() - filledMs >= STANDBY_MS;
    boolean blind = world.broken() == BrokenLinks.NEVER_TAKE_OVER && reach == Reach.FAILED;
    return new RegionLinks.Candidate(
        other.toString(),
        region,
        origin,
        blind ? Reach.STANDBY : reach,
        peers.isAskedBy(other),
        poor,
        settled && !poor);
  }

  /** What has been decided about it and the others. */
  void decided(RegionLinks.Decision decision) {
    chosen = decision.chosen().contains(other.toString());
    wanted = decision.wants(other.toString());
    SimLink open = link;
    if (open != null
        && decision.surplus().contains(other.toString())
        && world.broken() != BrokenLinks.KEEP_SURPLUS) {
      released = true;
      open.giveUp(false);
    }
  }

  /** What is due by now. */
  void step() {
    SimLink open = link;
    if (open != null) {
      if (!answered && now() - dialledMs >= CONNECT_MS) {
        open.giveUp(false);
      }
      if (!open.isTaken()) {
        ended();
      }
    } else if (dialledMs != NEVER) {
      connect();
    } else if (now() >= nextDialMs || (wanted && reach == Reach.STANDBY)) {
      dialledMs = now();
      connect();
    }
  }

  private void connect() {
    SimRelay.Running giving = other.process();
    if (giving != null && world.network().dials(own, other)) {
      dialledMs = now();
      answered = false;
      released = false;
      filledMs = NEVER;
      SimLink open =
          new SimLink(
              world.network(),
              other,
              giving,
              own,
              process,
              Mutation.NONE,
              this,
              world.random(),
              world.trace());
      link = open;
      boolean patient = world.broken() == BrokenLinks.KEEP_SILENT_LINKS;
      world.links().add(new TimedLink(open, patient, now()));
      return;
    }
    boolean refused =
        giving == null && world.network().passes(own, other) && world.network().passes(other, own);
    if (refused || now() - dialledMs >= CONNECT_MS) {
      failed();
      waitBeforeDialling();
    }
  }

  @Override
  public boolean met(Message.Welcome welcome) {
    answered = true;
    region = welcome.region();
    origin = welcome.origin();
    reach = Reach.STANDBY;
    peers.review();
    if (!wanted) {
      return false;
    }
    waitMs = FIRST_WAIT_MS;
    linkedMs = now();
    reach = Reach.LINKED;
    world.trace().add(() -> own + " takes from " + other);
    return true;
  }

  @Override
  public boolean isChosen() {
    return chosen;
  }

  @Override
  public void filled() {
    if (filledMs == NEVER) {
      filledMs = now();
    }
  }

  private void ended() {
    link = null;
    if (isLinked()) {
      world.trace().add(() -> own + " does not take from " + other + " any more");
      reach = released ? Reach.STANDBY : Reach.FAILED;
      peers.review();
    } else if (!answered) {
      failed();
    }
    waitBeforeDialling();
  }

  private void failed() {
    reach = Reach.FAILED;
    peers.review();
  }

  private void waitBeforeDialling() {
    dialledMs = NEVER;
    if (reach == Reach.STANDBY) {
      nextDialMs = now() + jittered(STANDBY_MS);
    } else if (world.broken() == BrokenLinks.GIVE_UP_WHO_FAILED && region != null) {
      nextDialMs = Long.MAX_VALUE;
    } else {
      nextDialMs = now() + jittered(waitMs);
      waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
    }
  }

  private long jittered(long milliseconds) {
    return milliseconds / 2 + world.random().nextLong(milliseconds);
  }

  private long now() {
    return world.nowMs().getAsLong();
  }
}
