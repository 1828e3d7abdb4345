package io.gunrelay.relay.differential;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gunrelay.relay.transport.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A connection that remembers all that it hears. */
final class Ear implements AutoCloseable {
  /** gun.js' relay writes -Infinity for the state of what it took without one. */
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final int TEXT = 0x1;

  private final RawClient client;
  private final List<JsonNode> heard = new ArrayList<>();
  private long lastHeardNs = System.nanoTime();

  Ear(int port) throws IOException {
    client = RawClient.open(port);
    Thread.ofPlatform().daemon().name("ear").start(this::listen);
  }

  void say(String text) {
    try {
      client.text(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What has been heard so far. */
  synchronized List<JsonNode> heard() {
    return List.copyOf(heard);
  }

  /** When something that counts was heard last. */
  synchronized long lastHeardNs() {
    return lastHeardNs;
  }

  synchronized void await(Predicate<List<JsonNode>> condition, long deadlineMs) {
    long endNs = System.nanoTime() + deadlineMs * 1_000_000;
    try {
      while (!condition.test(heard) && System.nanoTime() < endNs) {
        wait(Math.max(1, (endNs - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    try {
      while (true) {
        RawClient.Frame frame = client.read();
        if (frame.opcode() == TEXT) {
          hear(JSON.readTree(frame.payload().array()));
        }
      }
    } catch (IOException closed) {
      // The end of the trial.
    }
  }

  private synchronized void hear(JsonNode frame) {
    for (JsonNode message : frame.isArray() ? frame : List.of(frame)) {
      // gun.js' relay passes questions on to everybody.
      if (!message.has("get")) {
        heard.add(message);
        lastHeardNs = System.nanoTime();
      }
    }
    notifyAll();
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
