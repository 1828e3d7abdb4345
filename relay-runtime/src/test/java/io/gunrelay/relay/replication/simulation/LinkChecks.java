package io.gunrelay.relay.replication.simulation;

import java.util.List;
import java.util.stream.Stream;

/**
 * What must hold of the links between regions, once nothing has been broken for a while: each relay
 * takes from as many of each other region as it may, or as can be reached; somebody of each takes
 * from it; and there are no more links than those that one of the two ends has chosen.
 */
final class LinkChecks {
  /** Half as much again as the longest wait before an address is dialled, and some steps. */
  private static final long DIALS_AGAIN_MS = 2_000;

  private final List<SimRelay> relays;
  private final List<SimPeers> peers;
  private final List<TimedLink> links;
  private final SimNetwork network;
  private final int each;

  LinkChecks(
      List<SimRelay> relays,
      List<SimPeers> peers,
      List<TimedLink> links,
      SimNetwork network,
      int each) {
    this.relays = relays;
    this.peers = peers;
    this.links = links;
    this.network = network;
    this.each = each;
  }

  /**
   * How long it may take until others have taken the places of those that are lost: what is silent
   * is noticed, and those that come before the ones that can be reached are dialled in vain.
   *
   * @param inARegion how many relays a region has
   */
  static long takenOverMs(int inARegion) {
    return TimedLink.DEAD_AFTER_MS + inARegion * SimPeer.CONNECT_MS + DIALS_AGAIN_MS;
  }

  /** The same until those take in return. */
  static long takenInReturnMs(int inARegion) {
    return takenOverMs(inARegion) + SimPeer.CONNECT_MS + DIALS_AGAIN_MS;
  }

  /** The same until links that are not needed any more have ended, one after the other's. */
  static long restedMs(int inARegion) {
    return takenInReturnMs(inARegion) + 2 * SimPeer.STANDBY_MS + 10 * TimedLink.HEARTBEAT_MS;
  }

  /** Each relay takes from others of each region that can be reached. */
  void checkTaken() {
    for (SimPeers of : peers) {
      for (String region : others(of.relay())) {
        long reachable = reachable(of.relay(), region);
        long linked = linked(of, region);
        if (linked < Math.min(each, reachable)) {
          throw new AssertionError(
              "%s takes from %d of %s, and could from %d"
                  .formatted(of.relay(), linked, region, reachable));
        }
      }
    }
  }

  /** Somebody of each region that can be reached takes from each relay. */
  void checkTakenFrom() {
    for (SimPeers of : peers) {
      SimRelay relay = of.relay();
      for (String region : others(relay)) {
        boolean taken =
            links.stream()
                .map(TimedLink::link)
                .anyMatch(link ->
                    link.source() == relay
                        && link.target().region.equals(region)
                        && link.isServed());
        if (!taken && reachable(relay, region) > 0) {
          throw new AssertionError("nobody of " + region + " takes from " + relay);
        }
      }
    }
  }

  /** There are no more links than were chosen. */
  void checkFew() {
    for (SimPeers of : peers) {
      for (String region : others(of.relay())) {
        long chosen = far(of, region).filter(SimPeer::isChosen).count();
        if (chosen > each) {
          throw new AssertionError("%s has chosen %d of %s".formatted(of.relay(), chosen, region));
        }
        far(of, region)
            .filter(peer -> !peer.isChosen() && !isChosenBy(peer.other(), of.relay()))
            .findAny()
            .ifPresent(peer -> {
              throw new AssertionError(
                  "%s takes from %s, and neither wants it".formatted(of.relay(), peer.other()));
            });
      }
    }
  }

  private boolean isChosenBy(SimRelay chooser, SimRelay other) {
    return peers.stream()
        .filter(of -> of.relay() == chooser)
        .flatMap(of -> of.all().stream())
        .anyMatch(peer -> peer.other() == other && peer.isChosen());
  }

  private long linked(SimPeers of, String region) {
    return far(of, region).filter(peer -> peer.other().process() != null).count();
  }

  private Stream<SimPeer> far(SimPeers of, String region) {
    return of.all().stream()
        .filter(peer -> peer.isLinked())
        .filter(peer -> peer.other().region.equals(region));
  }

  private long reachable(SimRelay from, String region) {
    return relays.stream()
        .filter(relay -> relay.region.equals(region) && relay.process() != null)
        .filter(relay -> network.dials(from, relay) && network.dials(relay, from))
        .count();
  }

  private List<String> others(SimRelay relay) {
    return relays.stream()
        .map(other -> other.region)
        .distinct()
        .filter(region -> !region.equals(relay.region))
        .toList();
  }
}
