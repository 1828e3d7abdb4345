package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One subscriber of a fan-out; confined to its event loop. */
final class Subscriber implements Listener, Marks.Sink {
  private final Deliveries deliveries;
  private final Runnable whenCaughtUp;
  private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
  private volatile long question = -1;
  private volatile @Nullable Tally tally;

  // Relays may send a value again, as an answer or by several ways: only the first counts. They
  // come in order but for rare exceptions.
  private int next;
  private final BitSet passedOver = new BitSet(0);
  private long nowNanos;

  /**
   * A subscriber without a connection.
   *
   * @param whenCaughtUp told that deliveries have come, from the event loop
   */
  Subscriber(Deliveries deliveries, Runnable whenCaughtUp) {
    this.deliveries = deliveries;
    this.whenCaughtUp = whenCaughtUp;
  }

  /**
   * Asks for the soul.
   *
   * @param counts those of the client's event loop
   */
  void subscribe(GunClient client, MessageIds ids, String soul, Tally counts) {
    tally = counts;
    question = ids.next();
    client.send(Requests.get(MessageIds.text(question), soul));
  }

  /** Done when the relay has answered the question that subscribes. */
  CompletableFuture<Void> subscribed() {
    return subscribed;
  }

  @Override
  public boolean frame(GunClient client, byte[] text, int start, int end) {
    Tally counts = tally;
    if (counts == null || !subscribed.isDone()) {
      return false;
    }
    nowNanos = System.nanoTime();
    if (Marks.each(text, start, end, this) == 0) {
      return false;
    }
    counts.frame(nowNanos);
    return true;
  }

  @Override
  public void number(int number) {
    if (number == next) {
      next++;
    } else if (number > next) {
      passedOver.set(next, number);
      next = number + 1;
    } else if (passedOver.get(number)) {
      passedOver.clear(number);
    } else {
      return;
    }
    Tally counts = tally;
    if (counts != null) {
      counts.delivered(number, nowNanos);
    }
  }

  @Override
  public void caughtUp(GunClient client) {
    Tally counts = tally;
    if (counts != null) {
      counts.publish();
      whenCaughtUp.run();
    }
  }

  @Override
  public void message(GunClient client, Message message) {
    if (MessageIds.number(message.inReplyTo()) == question) {
      subscribed.complete(null);
    }
  }

  @Override
  public void malformed(GunClient client, RuntimeException why) {
    deliveries.malformedFrame();
  }

  @Override
  public void closed(GunClient client) {
    subscribed.completeExceptionally(new IOException("the relay closed the connection"));
    deliveries.connectionClosed();
  }
}
