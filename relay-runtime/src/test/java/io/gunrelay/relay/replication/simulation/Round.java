package io.gunrelay.relay.replication.simulation;

import java.util.List;

/** All that can happen without chance and without time: each thread and each link in its turn. */
final class Round {
  private static final int THREADS = 5;

  private Round() {}

  /** Runs one; false if nothing could happen. */
  static boolean run(List<SimRelay> relays, List<SimLink> links) {
    boolean busy = false;
    for (SimRelay relay : relays) {
      for (int thread = 0; thread < THREADS; thread++) {
        while (relay.step(thread)) {
          busy = true;
        }
      }
    }
    for (SimLink link : links) {
      busy |= link.say();
      busy |= link.hear();
      busy |= link.confirm();
    }
    return busy;
  }
}
