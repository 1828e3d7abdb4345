package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Many real, unmodified gun.js clients in one Node process: each has its own socket, its own
 * memory. Safe for use by several threads.
 */
public final class GunJsCrowd implements AutoCloseable {
  /**
   * What members wrote.
   *
   * @param acknowledged by soul and key, what a relay acknowledged
   * @param unanswered puts that nobody answered in time
   */
  public record Written(Map<String, Map<String, String>> acknowledged, int unanswered) {
    /** How many puts were acknowledged. */
    public long count() {
      return acknowledged.values().stream().mapToLong(Map::size).sum();
    }
  }

  private final Requests requests;

  private GunJsCrowd(Duration deadline) {
    requests =
        new Requests(
            Installation.find(),
            "crowd.mjs",
            deadline,
            event -> {
              throw new IllegalStateException("a crowd has no events: " + event);
            });
  }

  /**
   * Starts so many clients; they begin to dial but need not be connected yet.
   *
   * @param options how they connect
   */
  public static GunJsCrowd start(int members, ClientOptions options) {
    GunJsCrowd crowd = new GunJsCrowd(options.deadline());
    ObjectNode open = options.inRequest(Conversation.request("open").put("count", members));
    try {
      crowd.requests.send(open).join();
      return crowd;
    } catch (RuntimeException e) {
      crowd.close();
      throw e;
    }
  }

  /** Has each member write a key to a soul of its own, again and again. */
  public void write(Duration pause) {
    requests.send(Conversation.request("write").put("everyMs", pause.toMillis())).join();
  }

  /** Ends the writing, and waits for the answers to what was written. */
  public CompletableFuture<Written> rest() {
    return requests.send(Conversation.request("rest")).thenApply(GunJsCrowd::written);
  }

  /** Has each member subscribe to a key. */
  public void listen(String soul, String key) {
    requests.send(Conversation.request("listen").put("soul", soul).put("key", key)).join();
  }

  public CrowdStats stats() {
    JsonNode answer = requests.send(Conversation.request("stats")).join();
    return NodeProcess.JSON.convertValue(answer, CrowdStats.class);
  }

  @Override
  public void close() {
    requests.close();
  }

  private static Written written(JsonNode answer) {
    return new Written(
        NodeProcess.JSON.convertValue(answer.get("acknowledged"), new TypeReference<>() {}),
        answer.get("unanswered").intValue());
  }
}
