package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.store.Origin;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that are replicated from now: each once, and never this one. Thread-safe. */
final class MetOrigins {
  private final Origin own;
  private final Set<Origin> met = ConcurrentHashMap.newKeySet();

  MetOrigins(Origin own) {
    this.own = own;
  }

  /** False if it is this process, or there is a link to it already. */
  boolean add(Origin origin) {
    return !origin.equals(own) && met.add(origin);
  }

  /** Who is met now, without this process. */
  Set<Origin> all() {
    return Set.copyOf(met);
  }

  void remove(Origin origin) {
    met.remove(origin);
  }
}
