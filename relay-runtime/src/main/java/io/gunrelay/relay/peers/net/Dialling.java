package io.gunrelay.relay.peers.net;

import io.gunrelay.relay.peers.Peer;
import io.gunrelay.relay.work.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Keeps one peer connected. Belongs to the peer's thread. */
final class Dialling implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Dialling.class.getName());
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration TURN = Duration.ofMillis(100);

  /** GUN's relays say something every 20 s. */
  private static final Duration SILENCE = Duration.ofSeconds(65);

  /** A connection that lasted as long was a good one. */
  private static final Duration GOOD = Duration.ofSeconds(5);

  private final URI url;
  private final Peer peer;
  private final HttpClient http;
  private final Scheduler thread;
  private final LongSupplier nanoTime;
  private final Backoff backoff;
  private final int maxMessageBytes;
  private @Nullable Call open;
  private boolean closed;
  private boolean complained;

  Dialling(
      URI url,
      Peer peer,
      HttpClient http,
      Scheduler thread,
      LongSupplier nanoTime,
      RandomGenerator random,
      int maxMessageBytes) {
    this.url = url;
    this.peer = peer;
    this.http = http;
    this.thread = thread;
    this.nanoTime = nanoTime;
    this.backoff = new Backoff(random);
    this.maxMessageBytes = maxMessageBytes;
  }

  void dial() {
    if (closed) {
      return;
    }
    Call call = new Call(this, thread, maxMessageBytes);
    var _ =
        http.newWebSocketBuilder()
            .connectTimeout(CONNECT)
            .buildAsync(url, call)
            .whenComplete(
                (socket, failure) -> thread.execute(() -> dialled(call, socket, failure)));
  }

  private void dialled(Call call, @Nullable WebSocket socket, @Nullable Throwable failure) {
    if (socket == null) {
      LOG.log(
          complained ? Level.DEBUG : Level.WARNING,
          "the peer {0} cannot be reached ({1}); it will be tried again",
          peer.name(),
          String.valueOf(failure));
      complained = true;
      dialAgain();
    } else if (closed) {
      socket.abort();
    } else {
      LOG.log(Level.INFO, "connected to the peer {0}", peer.name());
      complained = false;
      open = call;
      call.open(socket, nanoTime.getAsLong());
      peer.opened(call);
      turnLater(call);
    }
  }

  private void dialAgain() {
    thread.after(backoff.next(), this::dial);
  }

  private void turnLater(Call call) {
    thread.after(
        TURN,
        () -> {
          if (isOpen(call) && nanoTime.getAsLong() - call.heardNs() > SILENCE.toNanos()) {
            lost(call, "it has been silent for too long");
          } else if (isOpen(call)) {
            peer.turn();
            turnLater(call);
          }
        });
  }

  boolean isOpen(Call call) {
    return call.equals(open);
  }

  void heard(Call call, byte[] text) {
    if (isOpen(call)) {
      call.heard(nanoTime.getAsLong());
      peer.heard(text);
    }
  }

  void sent() {
    peer.flush();
  }

  void lost(Call call, String why) {
    if (!isOpen(call)) {
      return;
    }
    LOG.log(Level.INFO, "lost the peer {0}: {1}", peer.name(), why);
    open = null;
    call.abort();
    if (nanoTime.getAsLong() - call.sinceNs() > GOOD.toNanos()) {
      backoff.reset();
    }
    peer.closed();
    if (!closed) {
      dialAgain();
    }
  }

  /** The other side is not one to dial again soon. */
  void hangUp(Call call, String why) {
    lost(call, why);
    backoff.giveTime();
  }

  /** Ends the connection; nothing is dialled any more. From any thread. */
  @Override
  public void close() {
    thread.execute(() -> {
      closed = true;
      Call call = open;
      if (call != null) {
        lost(call, "this relay stops");
      }
    });
  }
}
