package io.gunrelay.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks a relay for keys of a soul, each for itself. */
final class PlainReader implements WebSocket.Listener {
  private static final int AT_ONCE = 100;
  private static final int SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String soul;
  private final Map<String, String> expected;
  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Semaphore slots = new Semaphore(AT_ONCE);
  private final CountDownLatch answers;
  private final StringBuilder text = new StringBuilder();

  private PlainReader(String soul, Map<String, String> expected) {
    this.soul = soul;
    this.expected = Map.copyOf(expected);
    answers = new CountDownLatch(this.expected.size());
    missing.addAll(this.expected.keySet());
  }

  /** Which keys do not have the values that are expected, at a relay. */
  static Set<String> missing(HttpClient http, URI relay, String soul, Map<String, String> expected)
      throws InterruptedException {
    PlainReader reader = new PlainReader(soul, expected);
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(relay.toString().replace("http:", "ws:")), reader)
            .join();
    for (String key : reader.expected.keySet()) {
      if (!reader.slots.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the relay does not answer");
      }
      reader.asked.add(key);
      socket
          .sendText(
              "{\"#\":\"%s\",\"get\":{\"#\":\"%s\",\".\":\"%s\"}}".formatted(key, soul, key), true)
          .join();
    }
    boolean answered = reader.answers.await(SECONDS, TimeUnit.SECONDS);
    socket.abort();
    if (!answered) {
      throw new AssertionError("not answered: " + reader.asked);
    }
    return reader.missing;
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
        String key = message.path("@").asText();
        if (asked.remove(key)) {
          JsonNode value = message.path("put").path(soul).path(key);
          if (value.asText().equals(expected.get(key))) {
            missing.remove(key);
          }
          slots.release();
          answers.countDown();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
