package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A value that is put at one relay, and a subscriber at another who waits for it. Relays pass
 * changes on in order: when it has come, all that was put before it has.
 */
public final class Crossing implements AutoCloseable {
  private static final int MARK = 7;

  private final CompletableFuture<Long> seenNanos = new CompletableFuture<>();
  private final CompletableFuture<Void> put = new CompletableFuture<>();
  private final GunClient subscriber;
  private final GunClient publisher;

  /** Subscribes at one relay and then puts the value at the other, which acknowledges it. */
  public Crossing(Clients from, Clients to, String run) throws IOException, InterruptedException {
    String soul = "load/" + run + "/crossing";
    subscriber = Opening.open(to, 1, i -> new Watch()).getFirst();
    subscriber.send(Requests.get(MessageIds.text(to.ids().next()), soul));
    long id = from.ids().next();
    publisher = Opening.open(from, 1, i -> new Answer(id)).getFirst();
    publisher.send(
        Requests.put(
            MessageIds.text(id),
            soul,
            Values.KEY,
            System.currentTimeMillis(),
            Marks.value(MARK, 16)));
    await(put, 10, "the value was not acknowledged");
  }

  /**
   * Waits until the subscriber has the value.
   *
   * @return when that was, in the terms of {@link System#nanoTime()}
   * @throws IOException when it does not come in time
   */
  public long awaitNanos(long seconds) throws IOException, InterruptedException {
    return await(seenNanos, seconds, "the value did not come to the other relay");
  }

  private static <T> T await(CompletableFuture<T> what, long seconds, String failure)
      throws IOException, InterruptedException {
    try {
      return what.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(failure + " in " + seconds + " s", e);
    }
  }

  @Override
  public void close() {
    subscriber.close();
    publisher.close();
  }

  private final class Watch implements Listener {
    @Override
    public boolean frame(GunClient client, byte[] text, int start, int end) {
      long now = System.nanoTime();
      var _ =
          Marks.each(
              text,
              start,
              end,
              number -> {
                if (number == MARK) {
                  seenNanos.complete(now);
                }
              });
      return false;
    }

    @Override
    public void message(GunClient client, Message message) {}
  }

  private final class Answer implements Listener {
    private final long id;

    Answer(long id) {
      this.id = id;
    }

    @Override
    public void message(GunClient client, Message message) {
      if (MessageIds.number(message.inReplyTo()) == id) {
        if (message.refuses()) {
          put.completeExceptionally(new IOException("it was refused"));
        } else if (message.acknowledges()) {
          put.complete(null);
        }
      }
    }
  }
}
