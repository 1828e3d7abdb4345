package io.gunrelay.relay.graph;

/** A connection as the graph sees it; compared by identity. */
public interface Client {
  /** Where messages for this client are handed over; the same object for all clients of a loop. */
  Outlet outlet();

  /** What it calls itself in GUN's handshake; empty if it has not said so. */
  default String pid() {
    return "";
  }

  /** What may be kept of its puts to a soul that are not due yet; from any thread. */
  default Allowance future(String soul) {
    return Allowance.UNLIMITED;
  }
}
