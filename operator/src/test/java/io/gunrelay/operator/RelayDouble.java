package io.gunrelay.operator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** The part of a relay that the operator talks to, on an address of its own of this machine. */
final class RelayDouble implements AutoCloseable {

  private final String name;
  private final String address;
  private final HttpServer server;
  private volatile long clients;
  private volatile String config = "null";

  /**
   * @param name of the pod
   */
  RelayDouble(String name) throws IOException {
    this.name = name;
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
    server.start();
  }

  private String report() {
    return """
    {"self": {"name": "%s", "version": "1.4.0", "region": "west", "origin": "00",
      "startedAt": "2026-01-01T00:00:00Z", "ready": true, "message": "takes clients",
      "news": "a newer relay may say more",
      "load": {"clients": %d, "subscriptions": 0, "putsTotal": 0, "storedBytes": 0},
      "config": %s},
     "peers": []}
    """
        .formatted(name, clients, config);
  }

  String address() {
    return address;
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
