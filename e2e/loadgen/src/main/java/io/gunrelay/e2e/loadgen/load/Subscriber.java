package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;

/** One subscriber of a fan-out; confined to its event loop. */
final class Subscriber implements Listener {
  private final Deliveries deliveries;
  private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
  // Relays may send a value again, as an answer or by several ways: only the first counts.
  private final BitSet seen = new BitSet();
  private volatile long question = -1;

  Subscriber(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  void subscribe(GunClient client, MessageIds ids, String soul) {
    question = ids.next();
    client.send(Requests.get(MessageIds.text(question), soul));
  }

  /** Done when the relay has answered the question that subscribes. */
  CompletableFuture<Void> subscribed() {
    return subscribed;
  }

  @Override
  public void message(GunClient client, Message message) {
    if (!subscribed.isDone() && MessageIds.number(message.inReplyTo()) == question) {
      subscribed.complete(null);
    }
    message.eachValue((soul, key, value) -> received(Values.number(value)));
  }

  private void received(int number) {
    if (number >= 0 && !seen.get(number)) {
      seen.set(number);
      deliveries.delivered(number, System.nanoTime());
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
