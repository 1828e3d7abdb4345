package io.gunrelay.e2e.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.gunjs.ClientStats;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.Subscription;
import io.gunrelay.e2e.gunjs.Update;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One of a user's devices: a real gun.js client that encrypts with the user's keys before it
 * writes. The relay sees sealed texts only.
 */
final class Device implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final String name;
  private final GunJsClient client;
  private final JsonNode keys;

  private Device(String name, GunJsClient client, JsonNode keys) {
    this.name = name;
    this.client = client;
    this.keys = keys;
  }

  /** A device that is connected. */
  static Device connect(String name, ClientOptions options, JsonNode keys) {
    GunJsClient client = GunJsClient.start(options.redialing(Duration.ofMillis(250)));
    try {
      client.awaitPeers(1, SOON);
      return new Device(name, client, keys);
    } catch (AssertionError | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** A new user's keys. */
  static JsonNode newKeys() {
    try (GunJsClient alone = GunJsClient.start()) {
      return alone.sea("pair").join().orElseThrow();
    }
  }

  String name() {
    return name;
  }

  /** What the relay that it is connected to calls itself in GUN's handshake. */
  String relay() {
    return Await.found(
        name + " hears its relay's handshake",
        SOON,
        () ->
            client.stats().peers().stream()
                .map(ClientStats.Peer::pid)
                .filter(Objects::nonNull)
                .findFirst());
  }

  /** Encrypts. */
  String seal(Object value) {
    return client.sea("encrypt", value, keys).join().orElseThrow().textValue();
  }

  /** Decrypts. */
  JsonNode open(String sealed) {
    return client
        .sea("decrypt", sealed, keys)
        .join()
        .orElseThrow(() -> new AssertionError(name + " cannot decrypt " + sealed));
  }

  /** Writes a sealed text; returns when a relay has acknowledged it. */
  Ack put(String collection, String key, String sealed) {
    Ack ack = client.put(path(collection, key), sealed).join();
    if (!ack.ok()) {
      throw new AssertionError(name + " wrote " + key + " and was told: " + ack.refusal());
    }
    return ack;
  }

  Subscription follow(String collection) {
    return client.onEach(List.of(soul(collection)));
  }

  /** When it knew of a sealed text, in milliseconds since the epoch. */
  double knewAt(Subscription subscription, String key, String sealed) {
    Update update =
        subscription.await(u -> u.key().equals(key) && sealed.equals(u.value().asText()), SOON);
    return update.atMillis();
  }

  /** A collection as its relay has it, decrypted. */
  Map<String, JsonNode> readAll(String collection) {
    Optional<JsonNode> reply = client.ask(Map.of("#", soul(collection))).join();
    Map<String, JsonNode> values = new TreeMap<>();
    reply.ifPresent(graph ->
        graph
            .path(soul(collection))
            .properties()
            .forEach(field -> {
              if (!field.getKey().equals("_")) {
                values.put(field.getKey(), open(field.getValue().asText()));
              }
            }));
    return values;
  }

  private List<String> path(String collection, String key) {
    return List.of(soul(collection), key);
  }

  private String soul(String collection) {
    return "tabs/" + keys.get("pub").textValue().substring(0, 12) + "/" + collection;
  }

  @Override
  public void close() {
    client.close();
  }
}
