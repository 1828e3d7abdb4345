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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One client of a {@link HoldLoad}, over all its connections. */
final class HeldClient implements Listener {
  private static final long REDIAL_MILLIS = 1_000;
  private static final int MAX_PENDING = 1_000;

  private record Pending(long number, long sinceNanos) {}

  private final Clients clients;
  private final HoldLoad.Settings settings;
  private final HoldCounts counts;
  private final String soul;
  private final String key;
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();

  /** The newest value of each key of the room that it has heard of. */
  private final Map<String, Integer> heard = new ConcurrentHashMap<>();

  private volatile long lastAcknowledged = -1;
  private final AtomicLong moves = new AtomicLong();
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
      counts.backAfter(System.nanoTime(), awaySinceNanos);
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
    if (to == null || !to.isOpen() || pending.size() >= MAX_PENDING) {
      return;
    }
    long id = clients.ids().next();
    pending.put(id, new Pending(number, dueNanos));
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
    boolean answer = message.inReplyTo().present();
    if (answer) {
      answered(message);
    }
    message.eachValue((ofSoul, ofKey, value) -> {
      heard.merge(ofKey.string(), Values.number(value), Math::max);
      if (!answer) {
        counts.deliveries.increment();
      }
    });
  }

  private void answered(Message message) {
    boolean refused = message.refuses();
    if (!refused && !message.acknowledges()) {
      return;
    }
    Pending put = pending.remove(MessageIds.number(message.inReplyTo()));
    if (put == null) {
      return;
    }
    if (refused) {
      counts.refused.increment();
    } else {
      lastAcknowledged = Math.max(lastAcknowledged, put.number());
      counts.acknowledgedAfter(System.nanoTime() - put.sinceNanos());
    }
  }

  @Override
  public void sentAway(GunClient from) {
    sentAway = true;
    counts.moved(moves.incrementAndGet());
    from.close();
  }

  @Override
  public void closed(GunClient from) {
    counts.open.decrement();
    pending.clear();
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

  String soul() {
    return soul;
  }

  String key() {
    return key;
  }

  /** The number of the newest put that was acknowledged; -1 if none was. */
  long lastAcknowledged() {
    return lastAcknowledged;
  }

  boolean isConnected() {
    GunClient now = connection;
    return now != null && now.isOpen();
  }

  /** The newest number that it has heard of the key of another one of its room; -1 if of none. */
  int heard(String ofKey) {
    return heard.getOrDefault(ofKey, -1);
  }

  /** Whether something that it has put is not answered. */
  boolean waits() {
    return !pending.isEmpty();
  }

  void stop() {
    stopped = true;
    GunClient open = connection;
    if (open != null) {
      open.close();
    }
  }
}
