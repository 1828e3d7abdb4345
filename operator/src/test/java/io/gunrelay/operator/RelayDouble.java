package io.gunrelay.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.gunrelay.relay.api.TrialOrder;
import io.gunrelay.relay.api.trial.TrialClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** The part of a relay that the operator talks to, on an address of its own of this machine. */
final class RelayDouble implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final String region;
  private final String address;
  private final HttpServer server;
  private volatile long clients;
  private volatile String config = "null";
  private volatile String drain = "null";
  private volatile String peers = "";
  private final Queue<String> orders = new ConcurrentLinkedQueue<>();

  /**
   * @param name of the pod
   */
  RelayDouble(String name) throws IOException {
    this(name, "west");
  }

  /** One of another region. */
  RelayDouble(String name, String region) throws IOException {
    this.name = name;
    this.region = region;
    address = "127." + random() + "." + random() + "." + random();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 9090), 0);
    server.createContext(
        "/report",
        exchange -> {
          var body = report().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.createContext(
        "/drain",
        exchange -> {
          var order = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          orders.add(
              "%s with %s: %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestHeaders().getFirst("X-Gunrelay-Token"),
                      order));
          handsOver("MOVING", Instant.now());
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    server.createContext(
        "/try",
        exchange -> {
          var order = JSON.readValue(exchange.getRequestBody(), TrialOrder.class);
          var client =
              new TrialClient(region, InstantSource.system(), System::nanoTime, new SecureRandom());
          var body = JSON.writeValueAsBytes(client.run(order));
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  private String report() {
    return "{\"self\": %s, \"peers\": [%s]}".formatted(self(), peers);
  }

  private String self() {
    return """
    {"name": "%s", "version": "1.4.0", "region": "%s", "origin": "00",
      "startedAt": "2026-01-01T00:00:00Z", "ready": true, "message": "takes clients",
      "news": "a newer relay may say more",
      "load": {"clients": %d, "subscriptions": 0, "putsTotal": 0, "storedBytes": 0},
      "config": %s, "drain": %s}
    """
        .formatted(name, region, clients, config, drain);
  }

  String address() {
    return address;
  }

  /** It has nothing to hand over, and says so. */
  void handsNothingOver() {
    drain =
        """
        {"state": "NONE", "share": 0, "rate": 0, "clients": 0, "wanted": 0, "told": 0, "moved": 0,
         "returned": 0, "stayed": 0}
        """;
  }

  private void handsOver(String state, Instant begun) {
    drain =
        """
        {"state": "%s", "startedAt": "%s", "share": 0.5, "rate": 500, "clients": %d, "wanted": 0,
         "told": 0, "moved": 0, "returned": 0, "stayed": 0}
        """
            .formatted(state, begun, clients);
  }

  /** It has heard of another one, which does not change from now on. */
  void knows(RelayDouble other) {
    peers =
        """
        {"address": "%s:8766", "connected": true, "lastHeard": "2026-01-01T00:00:00Z",
         "report": %s}
        """
            .formatted(other.address, other.self());
  }

  /** What it was ordered to do. */
  List<String> orders() {
    return List.copyOf(orders);
  }

  /** So many clients are connected. */
  void has(long count) {
    clients = count;
  }

  /** It has this file in force. */
  void took(String digest) {
    config = "{\"digest\": \"%s\", \"awaitingRestart\": []}".formatted(digest);
  }

  /** It has this file in force, and cannot use the one that is there. */
  void refuses(String digest, String why) {
    config =
        "{\"digest\": \"%s\", \"awaitingRestart\": [], \"refusal\": \"%s\"}".formatted(digest, why);
  }

  private static int random() {
    return ThreadLocalRandom.current().nextInt(1, 255);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
