package io.gunrelay.relay.transport;

import io.gunrelay.relay.audit.Event;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What is told of one client in the logs and in the figures of sessions. Belongs to its loop. */
final class Visit {
  private static final int MAX_ORIGIN = 256;

  /** Closing for one of these is a refusal, too. */
  private static final Set<CloseReason> FAULTS =
      EnumSet.of(
          CloseReason.PROTOCOL,
          CloseReason.NOT_TEXT,
          CloseReason.LIMITED,
          CloseReason.TOO_BIG,
          CloseReason.OVERLOAD);

  private final Observation observation;
  private final long connection;
  private final String client;
  private final String origin;
  private final long beganNs;
  private long receivedBytes;
  private long receivedMessages;
  private long sentBytes;
  private long sentMessages;

  /**
   * A client has come.
   *
   * @param connection its number
   * @param client its address, as far as a log wants it
   * @param origin what it sent as such
   */
  Visit(Observation observation, long connection, String client, String origin, long nowNs) {
    this.observation = observation;
    this.connection = connection;
    this.client = client;
    // Kept as long as the client stays, so only if it will be used.
    this.origin =
        observation.access().isOn()
            ? origin.substring(0, Math.min(origin.length(), MAX_ORIGIN))
            : "";
    beganNs = nowNs;
    if (observation.access().isOn()) {
      observation.access().add(new Event.Opened(connection, client, this.origin));
    }
  }

  void receivedBytes(int bytes) {
    receivedBytes += bytes;
  }

  /** A message has come. */
  void received() {
    receivedMessages++;
  }

  void sentBytes(int bytes) {
    sentBytes += bytes;
  }

  void sent(int messages) {
    sentMessages += messages;
  }

  /** The client was refused something. */
  void refused(String what, String rule, String soul) {
    if (observation.audit().isOn()) {
      observation.audit().add(new Event.Refused(what, rule, connection, client, soul));
    }
  }

  void ended(CloseReason reason, long nowNs) {
    observation.timings().sessions().record(nowNs - beganNs);
    if (observation.access().isOn()) {
      observation
          .access()
          .add(
              new Event.Closed(
                  connection,
                  client,
                  origin,
                  Duration.ofNanos(nowNs - beganNs),
                  new Event.Traffic(receivedBytes, receivedMessages),
                  new Event.Traffic(sentBytes, sentMessages),
                  reason.label(),
                  reason.code()));
    }
    if (FAULTS.contains(reason)) {
      refused("connection", reason.label(), "");
    }
  }
}
