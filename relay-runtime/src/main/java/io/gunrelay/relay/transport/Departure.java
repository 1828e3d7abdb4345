package io.gunrelay.relay.transport;

import java.time.Duration;
import java.util.List;

/**
 * How the relay has a client leave: handed over to others, or told to come back. It is answered
 * first. Belongs to the connection's loop.
 */
final class Departure {
  /** How long one who is to leave is waited for, until what it put is acknowledged. */
  private static final Duration LONGEST_PUT = Duration.ofSeconds(2);

  private final Connection connection;
  private final Outstanding outstanding;
  private List<String> destinations = List.of();
  private boolean restarting;
  private boolean sentAway;

  Departure(Connection connection, Outstanding outstanding) {
    this.connection = connection;
    this.outstanding = outstanding;
  }

  /** Sends the client to one of the URLs, once it has been answered. */
  void handOver(List<String> urls) {
    destinations = urls;
    if (isDue()) {
      sendAway();
    } else {
      // Some are never quiet: what they are not told of now, they will ask for again.
      connection.loop().later(LONGEST_PUT, this::sendAway);
    }
  }

  /** Closes for a restart, once what was put is acknowledged. */
  void restart() {
    restarting = true;
    if (outstanding.hasPuts()) {
      outstanding.stopReading();
    } else {
      connection.drain();
      connection.close(CloseReason.RESTART);
    }
  }

  /** Something that was outstanding has been answered. */
  void answered() {
    if (restarting && !outstanding.hasPuts()) {
      connection.loop().execute(this::restart);
    }
    if (isDue()) {
      connection.loop().execute(this::sendAway);
    }
  }

  /** Whether the client has been told where to go. */
  boolean isSentAway() {
    return sentAway;
  }

  private boolean isDue() {
    return !destinations.isEmpty() && outstanding.isNothing();
  }

  /** What it was answered leaves before. */
  private void sendAway() {
    if (!sentAway) {
      sentAway = true;
      connection.sendAway(destinations);
    }
  }
}
