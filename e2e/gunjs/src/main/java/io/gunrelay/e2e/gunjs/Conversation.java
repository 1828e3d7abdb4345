package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** Requests and their answers: with a script in a process of its own, or with a page. */
interface Conversation extends AutoCloseable {
  static ObjectNode request(String operation) {
    return NodeProcess.JSON.createObjectNode().put("op", operation);
  }

  CompletableFuture<JsonNode> send(ObjectNode request);

  /** Of the process that holds the conversation. */
  long pid();

  /** Ends the other side at once, without a farewell. */
  void kill();

  @Override
  void close();
}
