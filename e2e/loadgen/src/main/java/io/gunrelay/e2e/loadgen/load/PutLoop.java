package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link PutsLoad}; confined to the connection's event loop. */
final class PutLoop implements Listener {
  /** The time after which gun.js tells its caller that no acknowledgement came. */
  private static final long ACK_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(9);

  private record Pending(long sentNanos, String soul, String value) {}

  private final MessageIds ids;
  private final AckLog acks;
  private final PutsLoad.Settings settings;
  private final int connection;
  private final int share;
  private final Map<Long, Pending> pending = new HashMap<>();
  private final Histogram latency;

  private @Nullable Window window;
  private volatile @Nullable GunClient client;
  private volatile boolean closed;
  private boolean stopped;
  private long sequence;
  private long refused;
  private long unacknowledged;
  private long malformed;

  PutLoop(
      MessageIds ids,
      AckLog acks,
      PutsLoad.Settings settings,
      Histogram latency,
      int connection,
      int share) {
    this.ids = ids;
    this.acks = acks;
    this.settings = settings;
    this.latency = latency;
    this.connection = connection;
    this.share = share;
  }

  void start(GunClient connected, Window measured) {
    client = connected;
    window = measured;
    for (int i = 0; i < share; i++) {
      send(connected);
    }
  }

  private void send(GunClient to) {
    if (stopped || closed) {
      return;
    }
    long id = ids.next();
    String soul = "load/" + settings.run() + "/" + connection + "/" + sequence++;
    String value = Values.of(id, settings.valueBytes());
    pending.put(id, new Pending(System.nanoTime(), soul, value));
    to.send(Requests.put(MessageIds.text(id), soul, Values.KEY, System.currentTimeMillis(), value));
  }

  @Override
  public void message(GunClient from, Message message) {
    Pending answered = pending.get(MessageIds.number(message.inReplyTo()));
    if (answered == null) {
      return;
    }
    if (message.refuses()) {
      refused++;
    } else if (message.acknowledges()) {
      long now = System.nanoTime();
      Window measured = window;
      if (measured != null && measured.contains(now)) {
        Latencies.record(latency, now - answered.sentNanos());
      }
      acks.acknowledged(answered.soul(), answered.value());
    } else {
      return;
    }
    pending.remove(MessageIds.number(message.inReplyTo()));
    send(from);
  }

  /** Gives up on puts that nobody will answer any more, and sends others; from any thread. */
  void sweep() {
    GunClient to = client;
    if (to == null || closed) {
      return;
    }
    to.loop()
        .execute(() -> {
          long now = System.nanoTime();
          int before = pending.size();
          pending.values().removeIf(put -> now - put.sentNanos() > ACK_TIMEOUT_NANOS);
          int lost = before - pending.size();
          unacknowledged += lost;
          for (int i = 0; i < lost; i++) {
            send(to);
          }
        });
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void malformed(GunClient from, RuntimeException why) {
    malformed++;
  }

  @Override
  public void closed(GunClient from) {
    closed = !stopped;
  }

  /** Whether the relay ended the connection; may be asked from any thread. */
  boolean isClosed() {
    return closed;
  }

  long refused() {
    return refused;
  }

  long unacknowledged() {
    return unacknowledged;
  }

  long malformed() {
    return malformed;
  }
}
