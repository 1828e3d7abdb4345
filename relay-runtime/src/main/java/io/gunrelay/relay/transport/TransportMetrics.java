package io.gunrelay.relay.transport;

import io.gunrelay.relay.wire.Message;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** What the client port counts. */
final class TransportMetrics {
  final AtomicLong connections = new AtomicLong();
  final AtomicLong subscriptions = new AtomicLong();
  final AtomicLong unreadBytes = new AtomicLong();
  final AtomicLong conflatedConnections = new AtomicLong();
  final AtomicLong marks = new AtomicLong();
  final Counter conflatedUpdates;
  final Counter recoveries;
  final Counter opened;
  final Counter refused;
  final Counter handshakesTimedOut;
  final Counter receivedBytes;
  final Counter sentBytes;
  final Counter sentFrames;
  final Counter sentUpdates;
  final Counter sentReplies;
  final Counter duplicates;
  final Counter notJson;
  private final Counter puts;
  private final Counter gets;
  private final Counter finds;
  private final Counter malformed;
  private final Counter others;
  private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);

  TransportMetrics(MeterRegistry registry) {
    gauge(registry, "gunrelay.connections", "Open WebSocket connections", connections);
    gauge(
        registry,
        "gunrelay.subscriptions",
        "Souls and keys that open connections asked for",
        subscriptions);
    gauge(
        registry, "gunrelay.unread.bytes", "Bytes that wait for clients to read them", unreadBytes);
    gauge(
        registry,
        "gunrelay.conflated.connections",
        "Connections that do not keep up and have missed updates",
        conflatedConnections);
    gauge(
        registry,
        "gunrelay.conflated.marks",
        "Keys and nodes to be read again for connections that have missed updates",
        marks);
    conflatedUpdates =
        counter(
            registry,
            "gunrelay.conflated.updates",
            "Updates not sent to a connection that does not keep up, but marked");
    recoveries =
        counter(
            registry,
            "gunrelay.conflated.recoveries",
            "Times that a connection was brought up to date after it had missed updates");
    opened = counter(registry, "gunrelay.connections.opened", "WebSocket connections opened");
    refused =
        counter(
            registry, "gunrelay.connections.refused", "Connections refused because of the limit");
    handshakesTimedOut =
        counter(
            registry,
            "gunrelay.handshakes.timed.out",
            "Connections closed because they did not become WebSockets in time");
    receivedBytes = counter(registry, "gunrelay.received.bytes", "Bytes received from clients");
    sentBytes = counter(registry, "gunrelay.sent.bytes", "Bytes of frames sent to clients");
    sentFrames = counter(registry, "gunrelay.sent.frames", "WebSocket frames sent to clients");
    sentUpdates = sent(registry, "update");
    sentReplies = sent(registry, "reply");
    puts = received(registry, "put");
    gets = received(registry, "get");
    finds = received(registry, "lex");
    malformed = received(registry, "malformed");
    duplicates = received(registry, "duplicate");
    notJson = received(registry, "not_json");
    others = received(registry, "other");
    for (CloseReason reason : CloseReason.values()) {
      closed.put(
          reason,
          Counter.builder("gunrelay.connections.closed")
              .description("WebSocket connections closed")
              .tag("reason", reason.label())
              .register(registry));
    }
  }

  void received(Message.Body body) {
    switch (body) {
      case Message.Put put -> puts.increment();
      case Message.Get get -> gets.increment();
      case Message.Find find -> finds.increment();
      case Message.Malformed problem -> malformed.increment();
      case Message.NotJson problem -> notJson.increment();
      case Message.Hello hello -> others.increment();
      case Message.Introduction introduction -> others.increment();
      case Message.Hi hi -> others.increment();
      case Message.Nothing nothing -> others.increment();
    }
  }

  void closed(CloseReason reason) {
    Objects.requireNonNull(closed.get(reason), "every reason has a counter").increment();
  }

  private static Counter received(MeterRegistry registry, String kind) {
    return Counter.builder("gunrelay.received.messages")
        .description("GUN messages received from clients")
        .tag("kind", kind)
        .register(registry);
  }

  private static Counter sent(MeterRegistry registry, String kind) {
    return Counter.builder("gunrelay.sent.messages")
        .description("GUN messages sent to clients")
        .tag("kind", kind)
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String help) {
    return Counter.builder(name).description(help).register(registry);
  }

  private static void gauge(MeterRegistry registry, String name, String help, AtomicLong value) {
    // Kept alive by the registry: who asks after the last connection has gone is told 0, not NaN.
    Gauge.builder(name, value, AtomicLong::doubleValue)
        .description(help)
        .strongReference(true)
        .register(registry);
  }
}
