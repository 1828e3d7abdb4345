package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The sending side of a fan-out, on the thread that calls {@link #run}. */
final class Publishing {
  private static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final MessageIds ids;
  private final FanoutLoad.Settings settings;
  private final List<GunClient> publishers;
  private final Deliveries deliveries;
  private final Window window;
  private final String soul;
  private final long beginNanos = System.nanoTime();

  Publishing(
      MessageIds ids,
      FanoutLoad.Settings settings,
      List<GunClient> publishers,
      Deliveries deliveries,
      Window window) {
    this.ids = ids;
    this.settings = settings;
    this.publishers = publishers;
    this.deliveries = deliveries;
    this.window = window;
    this.soul = soul(settings);
  }

  static String soul(FanoutLoad.Settings settings) {
    return "load/" + settings.run() + "/fanout";
  }

  /** Publishes until the window ends. */
  void run() {
    if (settings.updatesPerSecond() > 0) {
      atRate();
    } else {
      asFastAsDelivered();
    }
  }

  private void atRate() {
    double seconds = settings.warmupSeconds() + settings.seconds();
    long total = (long) Math.floor(seconds * settings.updatesPerSecond());
    OpenLoop schedule = new OpenLoop(beginNanos, settings.updatesPerSecond(), total);
    while (!schedule.done()) {
      for (long due = schedule.due(System.nanoTime()); due > 0; due--) {
        send(schedule.dueNanos(schedule.take()));
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  private void asFastAsDelivered() {
    // What a relay has lost would hold its place in the window for ever.
    long forgiven = 0;
    while (System.nanoTime() < window.endNanos()) {
      long underWay = deliveries.underWay();
      for (long free = settings.window() + forgiven - underWay; free > 0; free--) {
        send(System.nanoTime());
      }
      if (System.nanoTime() - deliveries.lastNanos() > STALLED_NANOS) {
        forgiven = deliveries.underWay();
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  private void send(long dueNanos) {
    long number = deliveries.publish(dueNanos);
    GunClient publisher = publishers.get((int) (number % publishers.size()));
    publisher.send(
        Requests.put(
            MessageIds.text(ids.next()),
            soul,
            "k" + number % settings.keys(),
            System.currentTimeMillis(),
            Values.of(number, settings.valueBytes())));
  }
}
