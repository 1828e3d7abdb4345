package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Requests to a script and their answers, matched by id. */
final class Requests implements Conversation {
  private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private final Duration deadline;
  private final Consumer<JsonNode> onEvent;
  private final NodeProcess process;
  private volatile boolean ended;

  Requests(
      Installation installation, String script, Duration deadline, Consumer<JsonNode> onEvent) {
    this.deadline = deadline;
    this.onEvent = onEvent;
    this.process =
        new NodeProcess(installation, script, List.of(), this::receive, this::failPending);
  }

  @Override
  public CompletableFuture<JsonNode> send(ObjectNode request) {
    long id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    process.send(request.put("id", id));
    if (ended) {
      failPending();
    }
    return answer
        .orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((value, error) -> pending.remove(id));
  }

  private void receive(JsonNode line) {
    if (!line.has("id")) {
      onEvent.accept(line);
      return;
    }
    CompletableFuture<JsonNode> answer = pending.remove(line.get("id").longValue());
    if (answer == null) {
      return;
    }
    if (line.has("error")) {
      answer.completeExceptionally(new GunJsException(line.get("error").textValue()));
    } else {
      answer.complete(line);
    }
  }

  private void failPending() {
    ended = true;
    pending
        .values()
        .forEach(answer ->
            answer.completeExceptionally(
                new GunJsException("the gun.js process has ended: " + process.errorTail())));
  }

  /** What the script last wrote to standard error. */
  String errorTail() {
    return process.errorTail();
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
