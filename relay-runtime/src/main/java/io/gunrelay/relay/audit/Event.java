package io.gunrelay.relay.audit;

import java.time.Duration;

/** What a line tells of. */
public sealed interface Event {
  /**
   * A WebSocket has opened.
   *
   * @param connection its number since the relay's start
   * @param client its address
   * @param origin the page that opened it, as the browser says; or empty
   */
  record Opened(long connection, String client, String origin) implements Event {}

  /**
   * A WebSocket has closed.
   *
   * @param reason as in the metric {@code gunrelay_connections_closed_total}
   * @param code WebSocket's
   */
  record Closed(
      long connection,
      String client,
      String origin,
      Duration lasted,
      Traffic received,
      Traffic sent,
      String reason,
      int code)
      implements Event {}

  /** How much went one way. */
  record Traffic(long bytes, long messages) {}

  /**
   * A client was refused something.
   *
   * @param what it asked for: {@code connection}, {@code put}, {@code get} or {@code message}
   * @param rule why not, as in the metrics
   * @param connection its number, or 0 if it has none
   * @param soul that it is about, or empty; a line holds no more than a public key or a hash of it
   */
  record Refused(String what, String rule, long connection, String client, String soul)
      implements Event {}

  /**
   * The relay was told to do something.
   *
   * @param command what
   * @param client who said so
   * @param outcome what became of it
   */
  record Commanded(String command, String client, String outcome) implements Event {}
}
