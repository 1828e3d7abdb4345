package io.gunrelay.relay.replication.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Which relays' bytes reach which. Where they do not, they wait, as TCP sends them again: they
 * arrive when the way is open again, unless the connection has been given up by then.
 */
final class SimNetwork {
  private record Way(SimRelay from, SimRelay to) {}

  private final List<Way> stalled = new ArrayList<>();
  private final List<Way> undialable = new ArrayList<>();
  private ToIntFunction<SimRelay> islands = relay -> 0;

  /** Whether what one sends reaches the other now. */
  boolean passes(SimRelay from, SimRelay to) {
    return !stalled.contains(new Way(from, to))
        && islands.applyAsInt(from) == islands.applyAsInt(to);
  }

  /** Whether one gets a new connection to the other: for that, both must hear each other. */
  boolean dials(SimRelay from, SimRelay to) {
    return passes(from, to) && passes(to, from) && !undialable.contains(new Way(from, to));
  }

  /** Nothing passes one way; the other way is as before. */
  void stall(SimRelay from, SimRelay to) {
    stalled.add(new Way(from, to));
  }

  /** One gets no new connection to the other; it may still be dialled. */
  void forbidDialling(SimRelay from, SimRelay to) {
    undialable.add(new Way(from, to));
  }

  /** Nothing passes between relays that are on different islands. */
  void partition(ToIntFunction<SimRelay> islands) {
    this.islands = islands;
  }

  /** Everything passes. */
  void heal() {
    stalled.clear();
    undialable.clear();
    islands = relay -> 0;
  }
}
