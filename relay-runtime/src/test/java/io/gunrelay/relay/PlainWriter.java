package io.gunrelay.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts one number after the other into keys of a soul, some at a time, and remembers which were
 * acknowledged. Unlike gun.js it keeps nothing that it could give back to a relay that has lost it.
 */
final class PlainWriter implements WebSocket.Listener, AutoCloseable {
  private static final int AT_ONCE = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String soul;
  private final LongSupplier state;
  private final Duration pause;
  private final Semaphore slots = new Semaphore(AT_ONCE);
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, Integer> pending = new ConcurrentHashMap<>();
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final StringBuilder text = new StringBuilder();
  private volatile @Nullable WebSocket socket;
  private volatile boolean closed;

  private PlainWriter(String soul, LongSupplier state, Duration pause) {
    this.soul = soul;
    this.state = state;
    this.pause = pause;
  }

  /** Begins at once, and ends when the connection does; all that it writes is of long ago. */
  static PlainWriter start(HttpClient http, URI relay, String soul) {
    return start(http, relay, soul, () -> 1, Duration.ZERO);
  }

  /** The same, with states of its own, and no faster than with a pause after each put. */
  static PlainWriter start(
      HttpClient http, URI relay, String soul, LongSupplier state, Duration pause) {
    PlainWriter writer = new PlainWriter(soul, state, pause);
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(relay.toString().replace("http:", "ws:")), writer)
            .join();
    writer.socket = socket;
    Thread.ofVirtual().start(() -> writer.write(socket));
    return writer;
  }

  String soul() {
    return soul;
  }

  /** Property, as {@code soul.key}, and value. */
  Map<String, String> acknowledged() {
    return acknowledged;
  }

  /** Whether it has as many puts open as it may have. */
  boolean isStuck() {
    return slots.availablePermits() == 0;
  }

  private void write(WebSocket to) {
    try {
      while (!closed) {
        slots.acquire();
        int number = next.incrementAndGet();
        String id = soul + number;
        pending.put(id, number);
        to.sendText(
                "{\"#\":\"%s\",\"put\":{\"%s\":{\"_\":{\"#\":\"%s\",\">\":{\"k%d\":%d}},\"k%d\":%d}}}"
                    .formatted(id, soul, soul, number, state.getAsLong(), number, number),
                true)
            .join();
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException gone) {
      // The relay was killed, or this was closed.
      closed = true;
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      hear(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void hear(String frame) {
    try {
      JsonNode read = JSON.readTree(frame);
      for (JsonNode message : read.isArray() ? read : JSON.createArrayNode().add(read)) {
        Integer number = pending.remove(message.path("@").asText());
        if (number != null) {
          if (message.path("err").isMissingNode()) {
            acknowledged.put(soul + ".k" + number, number.toString());
          }
          slots.release();
        }
      }
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed = true;
  }

  @Override
  public void close() {
    closed = true;
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }
}
