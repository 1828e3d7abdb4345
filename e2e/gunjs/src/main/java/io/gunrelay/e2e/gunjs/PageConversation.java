package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** With the gun.js client in a page. */
record PageConversation(Page page) implements Conversation {

  @Override
  public CompletableFuture<JsonNode> send(ObjectNode request) {
    ObjectNode ask = page.request("ask");
    ask.set("request", request);
    return page.requests().send(ask);
  }

  @Override
  public long pid() {
    return page.requests().pid();
  }

  @Override
  public void kill() {
    page.close();
  }

  @Override
  public void close() {
    page.close();
  }
}
