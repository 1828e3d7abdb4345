package io.gunrelay.relay.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Who may come in, and who is in. Thread-safe. */
final class Admission {
  private final Reception reception;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean closing;

  Admission(Reception reception) {
    this.reception = reception;
  }

  /** Why a new client cannot come in; empty when it can. */
  String refusal() {
    return connections.size() < reception.limits().maxConnections()
        ? ""
        : "This relay serves as many clients as it may; try again later.";
  }

  long nextNumber() {
    return numbers.incrementAndGet();
  }

  void entered(Connection connection) {
    connections.add(connection);
  }

  void left(Connection connection) {
    connections.remove(connection);
  }

  /** Who is in now; the set goes on changing. */
  Set<Connection> present() {
    return connections;
  }

  /**
   * Nobody stays any more. Who still comes is let in to be told so: gun.js dials again after a
   * close, but never after a refusal of what it was handed over to.
   */
  void close() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }
}
