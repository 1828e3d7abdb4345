package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A page of a browser, and what a person does there. Elements are named by CSS selectors. */
public final class Page implements AutoCloseable {
  private final Requests requests;
  private final String name;
  private volatile Consumer<JsonNode> onEvent = event -> {};

  Page(Requests requests, String name) {
    this.requests = requests;
    this.name = name;
  }

  public void click(String selector) {
    send(request("click").put("selector", selector));
  }

  /** Types key after key. */
  public void type(String selector, String text) {
    send(request("type").put("selector", selector).put("text", text));
  }

  /** Types key after key, and Enter. */
  public void enter(String selector, String text) {
    send(request("type").put("selector", selector).put("text", text).put("enter", true));
  }

  /** Waits until one of the elements holds the text. */
  public void see(String selector, String text) {
    send(request("see").put("selector", selector).put("text", text));
  }

  /** Waits until an element is not shown. */
  public void awaitHidden(String selector) {
    send(request("hidden").put("selector", selector));
  }

  /**
   * The value of a JavaScript expression; of a promise, once it is there.
   *
   * @return null: it has none
   */
  public @Nullable JsonNode evaluate(String expression) {
    return send(request("evaluate").put("expression", expression)).get("value");
  }

  public void reload() {
    send(request("reload"));
  }

  @Override
  public void close() {
    send(request("shut"));
  }

  /** Events of the gun.js client in the page go here. */
  void onEvent(Consumer<JsonNode> listener) {
    onEvent = listener;
  }

  void receive(JsonNode event) {
    onEvent.accept(event);
  }

  ObjectNode request(String operation) {
    return Conversation.request(operation).put("page", name);
  }

  Requests requests() {
    return requests;
  }

  private JsonNode send(ObjectNode request) {
    return requests.send(request).join();
  }
}
