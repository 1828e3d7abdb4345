package io.gunrelay.relay;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A WebSocket of a relay, by the JDK. */
final class TestSocket implements AutoCloseable {
  private final HttpClient client;
  private final WebSocket socket;
  private final List<String> heard;

  private TestSocket(HttpClient client, WebSocket socket, List<String> heard) {
    this.client = client;
    this.socket = socket;
    this.heard = heard;
  }

  /**
   * Connects.
   *
   * @param origin the page that does, as a browser would say
   */
  static TestSocket open(URI uri, String origin) {
    HttpClient client = HttpClient.newHttpClient();
    List<String> heard = new CopyOnWriteArrayList<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          private String begun = "";

          @Override
          @SuppressWarnings("NullAway") // The contract: null means that the text may be reused.
          public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            begun += data;
            if (last) {
              heard.add(begun);
              begun = "";
            }
            socket.request(1);
            return null;
          }
        };
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .header("Origin", origin)
            .buildAsync(URI.create(uri.toString().replaceFirst("http", "ws")), listener)
            .join();
    return new TestSocket(client, socket, heard);
  }

  void say(String text) {
    var _ = socket.sendText(text, true).join();
  }

  boolean hasHeard(String part) {
    return heard.stream().anyMatch(text -> text.contains(part));
  }

  @Override
  public void close() {
    var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    client.close();
  }
}
