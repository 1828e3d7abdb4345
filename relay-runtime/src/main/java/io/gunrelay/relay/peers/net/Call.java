package io.gunrelay.relay.peers.net;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.peers.Line;
import io.gunrelay.relay.work.Scheduler;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a peer. What the socket says comes on threads of its own, one call at a time,
 * and is handed to the peer's thread, to which all the rest belongs.
 */
final class Call implements Line, WebSocket.Listener {
  private final Dialling dialling;
  private final Scheduler thread;
  private final int maxMessageBytes;
  private final StringBuilder unfinished = new StringBuilder();
  private @Nullable WebSocket socket;
  private boolean sending;
  private long sinceNs;
  private long heardNs;

  Call(Dialling dialling, Scheduler thread, int maxMessageBytes) {
    this.dialling = dialling;
    this.thread = thread;
    this.maxMessageBytes = maxMessageBytes;
  }

  void open(WebSocket opened, long nowNs) {
    socket = opened;
    sinceNs = nowNs;
    heardNs = nowNs;
  }

  long sinceNs() {
    return sinceNs;
  }

  long heardNs() {
    return heardNs;
  }

  void heard(long nowNs) {
    heardNs = nowNs;
  }

  @Override
  public boolean isReady() {
    return !sending && dialling.isOpen(this);
  }

  @Override
  public void send(Bytes text) {
    WebSocket to = socket;
    if (to != null) {
      sending = true;
      var _ =
          to.sendText(text.text(), true)
              .whenComplete((done, failure) -> thread.execute(() -> sent(failure)));
    }
  }

  private void sent(@Nullable Throwable failure) {
    sending = false;
    if (failure != null) {
      dialling.lost(this, failure.toString());
    } else if (dialling.isOpen(this)) {
      dialling.sent();
    }
  }

  @Override
  public void more() {
    WebSocket from = socket;
    if (from != null) {
      from.request(1);
    }
  }

  @Override
  public void hangUp(String why) {
    dialling.hangUp(this, why);
  }

  void abort() {
    WebSocket of = socket;
    if (of != null) {
      of.abort();
    }
  }

  /** The first text is asked for once the peer knows of the connection. */
  @Override
  public void onOpen(WebSocket opened) {}

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    if (unfinished.length() + part.length() > maxMessageBytes) {
      thread.execute(() -> dialling.hangUp(this, "its message is too big"));
      return null;
    }
    unfinished.append(part);
    if (last) {
      byte[] text = unfinished.toString().getBytes(StandardCharsets.UTF_8);
      unfinished.setLength(0);
      thread.execute(() -> dialling.heard(this, text));
    } else {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    thread.execute(() -> dialling.lost(this, "it closed with " + code));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    thread.execute(() -> dialling.lost(this, failure.toString()));
  }
}
