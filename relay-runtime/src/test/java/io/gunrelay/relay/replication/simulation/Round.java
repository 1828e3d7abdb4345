package io.gunrelay.relay.replication.simulation;

import java.util.List;

/** All that can happen without chance and without time: each thread and each link in its turn. */
final class Round {
  private static final int THREADS = 5;

  private Round() {}

  /** Runs one; false if nothing could happen, not even after what a link has left to a thread. */
  static boolean run(List<SimRelay> relays, List<SimLink> links) {
    boolean busy = once(relays, links);
    return once(relays, links) || busy;
  }

  private static boolean once(List<SimRelay> relays, List<SimLink> links) {
    boolean busy = false;
    for (SimRelay relay : relays) {
      busy |= run(relay);
    }
    for (SimLink link : links) {
      busy |= run(link);
    }
    return busy;
  }

  /** All that a relay can do by itself; false if that is nothing. */
  static boolean run(SimRelay relay) {
    boolean busy = false;
    for (int thread = 0; thread < THREADS; thread++) {
      while (relay.step(thread)) {
        busy = true;
      }
    }
    return busy;
  }

  /** Each thing once that can happen on a connection; false if nothing can. */
  static boolean run(SimLink link) {
    boolean busy = link.say();
    busy |= link.hear(Integer.MAX_VALUE);
    busy |= link.confirm();
    busy |= link.learn(Integer.MAX_VALUE);
    busy |= link.end();
    return busy;
  }
}
