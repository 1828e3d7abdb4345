package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.replication.RegionLinks;
import io.gunrelay.relay.store.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;

/** The other relays, as one process sees them; what {@code Peers} does. */
final class SimPeers {
  /**
   * What all relays share.
   *
   * @param links all that there are
   * @param nowMs the time; how long something takes is the same by all clocks
   */
  record World(
      SimNetwork network,
      List<TimedLink> links,
      BrokenLinks broken,
      Random random,
      LongSupplier nowMs,
      Trace trace) {}

  private static final long LOOK_UP_MS = 1_000;

  private final SimRelay own;
  private final SimRelay.Running process;
  private final RegionLinks decides;
  private final World world;
  private final List<SimPeer> peers = new ArrayList<>();
  private Set<Origin> takers = Set.of();
  private Set<SimRelay> asking = Set.of();
  private long nextLookUpMs;

  /**
   * Of a process that has just begun.
   *
   * @param each how many of each other region it is to be linked with
   */
  SimPeers(SimRelay own, SimRelay.Running process, int each, List<SimRelay> all, World world) {
    this.own = own;
    this.process = process;
    this.decides = new RegionLinks(process.engine.origin(), own.region, each);
    this.world = world;
    for (SimRelay other : all) {
      if (other != own) {
        peers.add(new SimPeer(own, process, other, this, world));
      }
    }
  }

  /** Whether the process still runs. */
  boolean isCurrent() {
    return own.process() == process;
  }

  SimRelay relay() {
    return own;
  }

  List<SimPeer> all() {
    return peers;
  }

  /** What is due by now. */
  void step() {
    long now = world.nowMs().getAsLong();
    if (haveTakersChanged() || now >= nextLookUpMs) {
      nextLookUpMs = now + LOOK_UP_MS;
      review();
    }
    peers.forEach(SimPeer::step);
  }

  private boolean haveTakersChanged() {
    Set<Origin> takersNow = new HashSet<>();
    Set<SimRelay> askingNow = new HashSet<>();
    for (TimedLink each : world.links()) {
      SimLink link = each.link();
      if (link.source() == own && link.isServed()) {
        takersNow.add(link.targetOrigin());
        if (link.isAsked() && world.broken() != BrokenLinks.TAKE_NOTHING_IN_RETURN) {
          askingNow.add(link.target());
        }
      }
    }
    boolean changed = !takersNow.equals(takers) || !askingNow.equals(asking);
    takers = takersNow;
    asking = askingNow;
    return changed;
  }

  /** Decides again whom to link with. */
  void review() {
    RegionLinks.Decision decision = decides.decide(peers.stream().map(SimPeer::candidate).toList());
    peers.forEach(peer -> peer.decided(decision));
  }

  /** Whether a process takes from this one. */
  boolean isTakenFromBy(Origin origin) {
    return takers.contains(origin);
  }

  /** Whether one takes by its own choice, though it may be by a process that is not known yet. */
  boolean isAskedBy(SimRelay other) {
    return asking.contains(other);
  }
}
