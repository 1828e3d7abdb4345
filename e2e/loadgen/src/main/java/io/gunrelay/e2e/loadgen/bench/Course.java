package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.Endpoint;
import io.gunrelay.e2e.loadgen.load.AckLog;
import io.gunrelay.e2e.loadgen.load.FanoutLoad;
import io.gunrelay.e2e.loadgen.load.IdleLoad;
import io.gunrelay.e2e.loadgen.load.PutsLoad;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All loads of one round, for one relay. */
final class Course {
  private static final int VALUE_BYTES = 64;
  private static final int SUBSCRIBERS = 200;

  private final Plan plan;
  private final Path folder;
  private final Consumer<String> progress;

  /**
   * A course over an empty folder.
   *
   * @param folder for the relay's data and its log
   */
  Course(Plan plan, Path folder, Consumer<String> progress) {
    this.plan = plan;
    this.folder = folder;
    this.progress = progress;
  }

  void run(Relay relay, Figures figures) throws IOException, InterruptedException {
    starts(relay, figures);
    try (RunningRelay running = start(relay, "loads")) {
      settle();
      double idleMb = running.memory().residentKb() / 1024.0;
      figures.add(Measure.IDLE_MEMORY, idleMb);
      puts(running, figures, 1, Measure.PUTS_1, Measure.PUTS_1_P99);
      puts(running, figures, 100, Measure.PUTS_100, Measure.PUTS_100_P99);
      puts(running, figures, 1_000, Measure.PUTS_1000, Measure.PUTS_1000_P99);
      fanoutAtRate(running, figures, 50, Measure.FANOUT_50_P50, Measure.FANOUT_50_P99);
      fanoutAtRate(running, figures, 400, Measure.FANOUT_400_P50, Measure.FANOUT_400_P99);
      FanoutLoad.Result fastest = fanout(running, 0);
      figures.add(Measure.FANOUT, fastest.deliveriesPerSecond());
    }
    try (RunningRelay running = start(relay, "connections")) {
      settle();
      idle(running, figures);
    }
  }

  private void starts(Relay relay, Figures figures) throws IOException, InterruptedException {
    for (int i = 0; i <= plan.starts(); i++) {
      try (RunningRelay running = start(relay, "start" + i)) {
        if (i > 0) {
          figures.add(Measure.START, running.startMillis());
        }
      }
    }
  }

  private RunningRelay start(Relay relay, String name) throws IOException, InterruptedException {
    return RunningRelay.start(relay, folder.resolve(name), folder.resolve("relay.log"));
  }

  private void settle() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep((long) (plan.settleSeconds() * 1_000));
  }

  private void puts(RunningRelay running, Figures figures, int inFlight, Measure rate, Measure p99)
      throws IOException, InterruptedException {
    try (Clients clients = clients(running)) {
      PutsLoad.Settings settings =
          new PutsLoad.Settings(
              inFlight,
              Math.min(inFlight, 100),
              plan.warmupSeconds(),
              plan.seconds(),
              VALUE_BYTES,
              "puts" + inFlight);
      PutsLoad.Result result = new PutsLoad(clients, settings, AckLog.none()).run();
      progress.accept(
          "%,d in flight: %,.0f puts/s, p99 %.1f ms"
              .formatted(inFlight, result.perSecond(), result.latency().p99Millis()));
      complain(result.refused(), "puts were refused");
      complain(result.unacknowledged(), "puts were never acknowledged");
      complain(result.closed(), "connections were closed");
      figures.add(rate, result.perSecond());
      figures.add(p99, result.latency().p99Millis());
    }
  }

  private void fanoutAtRate(
      RunningRelay running, Figures figures, double rate, Measure p50, Measure p99)
      throws IOException, InterruptedException {
    FanoutLoad.Result result = fanout(running, rate);
    figures.add(p50, result.latency().p50Millis());
    figures.add(p99, result.latency().p99Millis());
  }

  private FanoutLoad.Result fanout(RunningRelay running, double rate)
      throws IOException, InterruptedException {
    try (Clients clients = clients(running)) {
      FanoutLoad.Settings settings =
          new FanoutLoad.Settings(
              1,
              SUBSCRIBERS,
              rate,
              100,
              plan.warmupSeconds(),
              plan.seconds(),
              VALUE_BYTES,
              1_000,
              "fanout" + (int) rate);
      FanoutLoad.Result result = new FanoutLoad(clients, settings).run();
      progress.accept(
          "fan-out of %,.0f/s: %,.0f deliveries/s, p50 %.1f ms, p99 %.1f ms"
              .formatted(
                  result.updatesPerSecond(),
                  result.deliveriesPerSecond(),
                  result.latency().p50Millis(),
                  result.latency().p99Millis()));
      complain(result.missed(), "deliveries were missed");
      complain(result.closed(), "connections were closed");
      return result;
    }
  }

  private void idle(RunningRelay running, Figures figures)
      throws IOException, InterruptedException {
    try (Clients clients = clients(running)) {
      IdleLoad.Settings settings =
          new IdleLoad.Settings(
              plan.idleConnections(), plan.settleSeconds(), true, Optional.of(running.pid()));
      IdleLoad.Result result = new IdleLoad(clients, settings).run();
      double kb = result.bytesPerConnection().orElseThrow() / 1024;
      progress.accept(
          "%,d idle connections: %.1f KB each, opened in %.1f s"
              .formatted(result.connections(), kb, result.openSeconds()));
      complain(result.closed(), "connections were closed");
      figures.add(Measure.CONNECTION_MEMORY, kb);
    }
  }

  private void complain(long count, String what) {
    if (count > 0) {
      progress.accept("  note: %,d %s".formatted(count, what));
    }
  }

  private static Clients clients(RunningRelay running) {
    return new Clients(Endpoint.of(running.url()), new MessageIds(new SecureRandom()), 1);
  }
}
