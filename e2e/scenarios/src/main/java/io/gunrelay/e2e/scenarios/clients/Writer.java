package io.gunrelay.e2e.scenarios.clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.scenarios.stage.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Writes numbered keys and remembers which of them a relay has acknowledged. */
public final class Writer {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final GunJsClient client;
  private final String soul;
  private final UnaryOperator<String> seal;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, String> acknowledged = new ConcurrentSkipListMap<>();

  /** Writes in plain. */
  public Writer(GunJsClient client, String soul) {
    this(client, soul, UnaryOperator.identity());
  }

  /** Writes what {@code seal} makes of each value. */
  public Writer(GunJsClient client, String soul, UnaryOperator<String> seal) {
    this.client = client;
    this.soul = soul;
    this.seal = seal;
  }

  /** Writes so many keys at once and waits for every answer; a missing one fails. */
  public void write(int count) {
    List<CompletableFuture<Ack>> answers = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = "k%05d".formatted(next.getAndIncrement());
      keys.add(key);
      values.add(valueOf(key));
      answers.add(client.put(List.of(soul, key), values.getLast()));
    }
    for (int i = 0; i < count; i++) {
      Ack ack = answers.get(i).join();
      if (!ack.ok()) {
        throw new AssertionError("%s was refused: %s".formatted(keys.get(i), ack.refusal()));
      }
      acknowledged.put(keys.get(i), values.get(i));
    }
  }

  private String valueOf(String key) {
    return seal.apply("value of " + key);
  }

  /** Writes one key until a relay acknowledges it, as a user who tries again would. */
  public Duration writeUntilAcknowledged(Duration deadline) {
    long beganNs = System.nanoTime();
    Await.until("a write to be acknowledged", deadline, this::writeOne);
    return Duration.ofNanos(System.nanoTime() - beganNs);
  }

  /** Writes one key as an application that puts until acknowledged; returns how long that took. */
  public Duration insist() {
    long beganNs = System.nanoTime();
    String key = "k%05d".formatted(next.getAndIncrement());
    String value = valueOf(key);
    Ack ack = client.insist(List.of(soul, key), value, AGAIN).join();
    if (!ack.ok()) {
      throw new AssertionError("%s was refused: %s".formatted(key, ack.refusal()));
    }
    acknowledged.put(key, value);
    return Duration.ofNanos(System.nanoTime() - beganNs);
  }

  private boolean writeOne() {
    String key = "k%05d".formatted(next.getAndIncrement());
    String value = valueOf(key);
    try {
      if (client.put(List.of(soul, key), value).join().ok()) {
        acknowledged.put(key, value);
        return true;
      }
      return false;
    } catch (CompletionException e) {
      return false;
    }
  }

  public int acknowledged() {
    return acknowledged.size();
  }

  /** Waits until another client, which never saw the writes, reads every acknowledged one. */
  public void awaitAllReadBy(GunJsClient reader, Duration deadline) {
    Await.until(
        "all acknowledged writes to be read",
        deadline,
        () -> missingFor(reader).isEmpty(),
        () -> "Missing: " + missingFor(reader));
  }

  private List<String> missingFor(GunJsClient reader) {
    Optional<JsonNode> node = ask(reader);
    return acknowledged.entrySet().stream()
        .filter(entry ->
            !entry
                .getValue()
                .equals(
                    node.map(graph -> graph.path(soul).path(entry.getKey()).asText()).orElse("")))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Empty, too, when no answer came: the connection may have broken, and is asked by again. */
  private Optional<JsonNode> ask(GunJsClient reader) {
    try {
      return reader.ask(Map.of("#", soul)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
