package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client of a {@link HoldLoad}, over all its connections. */
final class HeldClient implements Listener {
  private static final long REDIAL_MILLIS = 1_000;
  private static final int MAX_PENDING = 1_000;

  private final Clients clients;
  private final HoldLoad.Settings settings;
  private final HoldCounts counts;
  private final String soul;
  private final String key;
  private final Map<Long, Long> pendingSinceNanos = new ConcurrentHashMap<>();
  private volatile @Nullable GunClient connection;
  private volatile boolean stopped;
  private volatile boolean sentAway;
  private volatile long awaySinceNanos;

  HeldClient(Clients clients, HoldLoad.Settings settings, HoldCounts counts, int number) {
    this.clients = clients;
    this.settings = settings;
    this.counts = counts;
    this.soul = "load/" + settings.run() + "/room" + number / settings.room();
    this.key = "c" + number % settings.room();
  }

  /**
   * Connects and subscribes; tries again until it is stopped.
   *
   * @return done when the first attempt has ended, however it did
   */
  CompletableFuture<?> dial() {
    if (stopped) {
      return CompletableFuture.completedFuture(null);
    }
    return clients
        .connect(this)
        .handle((opened, why) -> {
          if (opened == null) {
            counts.failed.increment();
            dialLater();
          } else {
            subscribe(opened);
          }
          return opened;
        });
  }

  private void subscribe(GunClient opened) {
    counts.open.increment();
    if (awaySinceNanos != 0) {
      counts.backAfter(System.nanoTime() - awaySinceNanos);
    }
    opened.send(Requests.get(MessageIds.text(clients.ids().next()), soul));
    connection = opened;
    if (stopped) {
      opened.close();
    }
  }

  private void dialLater() {
    if (!stopped) {
      Runnable redial =
          () -> {
            var _ = dial();
          };
      var _ = clients.loops().schedule(redial, REDIAL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Puts, unless there is no connection or too much is unanswered. */
  void put(long number, long dueNanos) {
    GunClient to = connection;
    if (to == null || !to.isOpen() || pendingSinceNanos.size() >= MAX_PENDING) {
      return;
    }
    long id = clients.ids().next();
    pendingSinceNanos.put(id, dueNanos);
    counts.puts.increment();
    to.send(
        Requests.put(
            MessageIds.text(id),
            soul,
            key,
            System.currentTimeMillis(),
            Values.of(number, settings.valueBytes())));
  }

  @Override
  public void message(GunClient from, Message message) {
    if (message.inReplyTo().present()) {
      answered(message);
    } else {
      message.eachValue((ofSoul, ofKey, value) -> counts.deliveries.increment());
    }
  }

  private void answered(Message message) {
    boolean refused = message.refuses();
    if (!refused && !message.acknowledges()) {
      return;
    }
    Long since = pendingSinceNanos.remove(MessageIds.number(message.inReplyTo()));
    if (since == null) {
      return;
    }
    if (refused) {
      counts.refused.increment();
    } else {
      counts.acknowledgedAfter(System.nanoTime() - since);
    }
  }

  @Override
  public void sentAway(GunClient from) {
    sentAway = true;
    counts.moved.increment();
    from.close();
  }

  @Override
  public void closed(GunClient from) {
    counts.open.decrement();
    pendingSinceNanos.clear();
    connection = null;
    awaySinceNanos = System.nanoTime();
    if (stopped) {
      return;
    }
    if (sentAway) {
      sentAway = false;
      var _ = dial();
    } else {
      counts.lost.increment();
      dialLater();
    }
  }

  /** Whether something that it has put is not answered. */
  boolean waits() {
    return !pendingSinceNanos.isEmpty();
  }

  void stop() {
    stopped = true;
    GunClient open = connection;
    if (open != null) {
      open.close();
    }
  }
}
