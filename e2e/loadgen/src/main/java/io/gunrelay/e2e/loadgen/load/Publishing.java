package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The sending side of a fan-out. */
final class Publishing {
  private static final long SHORTEST_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final MessageIds ids;
  private final FanoutLoad.Settings settings;
  private final Deliveries deliveries;
  private final String soul;

  private List<GunClient> publishers = List.of();
  private @Nullable Window window;
  // What a relay has lost would hold its place in the window for ever.
  private long forgiven;

  Publishing(MessageIds ids, FanoutLoad.Settings settings, Deliveries deliveries) {
    this.ids = ids;
    this.settings = settings;
    this.deliveries = deliveries;
    this.soul = soul(settings);
  }

  static String soul(FanoutLoad.Settings settings) {
    return "load/" + settings.run() + "/fanout";
  }

  /** Publishes until the window ends. */
  void run(List<GunClient> connected, Window measured) {
    if (settings.updatesPerSecond() > 0) {
      publishers = connected;
      atRate(measured);
    } else {
      synchronized (this) {
        publishers = connected;
        window = measured;
      }
      asFastAsDelivered(measured);
    }
  }

  private void atRate(Window measured) {
    double seconds = settings.warmupSeconds() + settings.seconds();
    long total = (long) Math.floor(seconds * settings.updatesPerSecond());
    long begin = measured.startNanos() - (long) (settings.warmupSeconds() * 1e9);
    OpenLoop schedule = new OpenLoop(begin, settings.updatesPerSecond(), total);
    while (!schedule.done()) {
      for (long due = schedule.due(System.nanoTime()); due > 0; due--) {
        publisher().send(put(schedule.dueNanos(schedule.take())));
      }
      long wait = schedule.nextNanos() - System.nanoTime();
      LockSupport.parkNanos(Math.max(wait, SHORTEST_WAIT_NANOS));
    }
  }

  private void asFastAsDelivered(Window measured) {
    long delivered = deliveries.delivered();
    long sinceNanos = System.nanoTime();
    while (System.nanoTime() - measured.endNanos() < 0) {
      fill();
      LockSupport.parkNanos(CHECK_NANOS);
      long now = System.nanoTime();
      long already = deliveries.delivered();
      if (already != delivered) {
        delivered = already;
        sinceNanos = now;
      } else if (now - sinceNanos > STALLED_NANOS) {
        synchronized (this) {
          forgiven = deliveries.underWay();
        }
        sinceNanos = now;
      }
    }
  }

  /**
   * Sends as many bursts as there is room for in the window. Subscribers call it as they catch up,
   * so that no time passes between a delivery and the update that it makes room for.
   */
  void fill() {
    if (settings.updatesPerSecond() > 0) {
      return;
    }
    synchronized (this) {
      Window measured = window;
      if (measured == null || System.nanoTime() - measured.endNanos() >= 0) {
        return;
      }
      long free = settings.window() + forgiven - deliveries.underWay();
      for (; free >= settings.burst(); free -= settings.burst()) {
        burst();
      }
    }
  }

  private void burst() {
    GunClient publisher = publisher();
    long now = System.nanoTime();
    if (settings.burst() == 1) {
      publisher.send(put(now));
      return;
    }
    StringBuilder batch = new StringBuilder();
    char separator = '[';
    for (int i = 0; i < settings.burst(); i++) {
      batch.append(separator).append(put(now));
      separator = ',';
    }
    publisher.send(batch.append(']').toString());
  }

  private GunClient publisher() {
    return publishers.get((int) (deliveries.published() % publishers.size()));
  }

  private String put(long dueNanos) {
    long number = deliveries.publish(dueNanos);
    return Requests.put(
        MessageIds.text(ids.next()),
        soul,
        "k" + number % settings.keys(),
        System.currentTimeMillis(),
        Marks.value(number, settings.valueBytes()));
  }
}
