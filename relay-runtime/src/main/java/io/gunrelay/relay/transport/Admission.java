package io.gunrelay.relay.transport;

import io.gunrelay.relay.limits.ClientLimits;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Who may come in, and who is in. Thread-safe. */
final class Admission {
  private final ClientLimits limits;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean closing;

  Admission(ClientLimits limits) {
    this.limits = limits;
  }

  /** Why a new client cannot come in; empty when it can. */
  String refusal() {
    if (closing) {
      return "This relay is about to stop; try again, another one will answer.";
    }
    return connections.size() < limits.maxConnections()
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

  /** Nobody comes in any more; returns those who are in. */
  Set<Connection> close() {
    closing = true;
    return connections;
  }
}
