package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.FanoutLoad;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Deliveries to many subscribers of one soul: in batches as fast as they go, one update at a time,
 * and at half of the first one's rate.
 */
final class FanoutSection implements Section {
  private static final int VALUE_BYTES = 64;
  private static final int KEYS = 1_000;
  private static final int BURST = 25;

  /** Lines of the table. */
  private record Lines(Measure rate, Measure cpu, Measure p50, Measure p99) {}

  private record Size(
      int subscribers,
      Lines batched,
      Measure relayProcessors,
      Measure ownProcessors,
      Lines single,
      Measure half50,
      Measure half99) {
    /** Fewer updates are under way where each means more deliveries. */
    int window() {
      return subscribers > 1_000 ? 2 * BURST : 4 * BURST;
    }
  }

  private static final Size SMALL =
      new Size(
          200,
          new Lines(
              Measure.FANOUT_200,
              Measure.FANOUT_200_CPU,
              Measure.FANOUT_200_P50,
              Measure.FANOUT_200_P99),
          Measure.FANOUT_200_RELAY,
          Measure.FANOUT_200_OWN,
          new Lines(
              Measure.SINGLE_200,
              Measure.SINGLE_200_CPU,
              Measure.SINGLE_200_P50,
              Measure.SINGLE_200_P99),
          Measure.HALF_200_P50,
          Measure.HALF_200_P99);
  private static final Size LARGE =
      new Size(
          5_000,
          new Lines(
              Measure.FANOUT_5000,
              Measure.FANOUT_5000_CPU,
              Measure.FANOUT_5000_P50,
              Measure.FANOUT_5000_P99),
          Measure.FANOUT_5000_RELAY,
          Measure.FANOUT_5000_OWN,
          new Lines(
              Measure.SINGLE_5000,
              Measure.SINGLE_5000_CPU,
              Measure.SINGLE_5000_P50,
              Measure.SINGLE_5000_P99),
          Measure.HALF_5000_P50,
          Measure.HALF_5000_P99);

  private final boolean bothSizes;

  FanoutSection(boolean bothSizes) {
    this.bothSizes = bothSizes;
  }

  @Override
  public Set<Contestant> contestants() {
    return EnumSet.allOf(Contestant.class);
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    try (RunningRelay running = ground.start("fanout")) {
      runIn(ground, running);
      run(ground, running, figures, SMALL);
      if (bothSizes) {
        run(ground, running, figures, LARGE);
      }
    }
  }

  private static void runIn(Ground ground, RunningRelay running)
      throws IOException, InterruptedException {
    try (Clients clients = Ground.clients(running)) {
      FanoutLoad.Settings settings =
          settings(
              running,
              "run-in",
              SMALL.subscribers(),
              0,
              SMALL.window(),
              BURST,
              ground.plan().runInSeconds(),
              1);
      var _ = new FanoutLoad(clients, settings).run();
    }
  }

  private static void run(Ground ground, RunningRelay running, Figures figures, Size size)
      throws IOException, InterruptedException {
    FanoutLoad.Result batched =
        load(ground, running, "batched", size.subscribers(), 0, size.window(), BURST);
    note(ground, figures, batched, size.batched());
    batched
        .processors()
        .relayProcessors()
        .ifPresent(used -> figures.add(size.relayProcessors(), ground.whose(), used));
    figures.add(size.ownProcessors(), ground.whose(), batched.processors().ownProcessors());
    FanoutLoad.Result single = load(ground, running, "single", size.subscribers(), 0, 1, 1);
    note(ground, figures, single, size.single());
    double half = batched.deliveriesPerSecond() / size.subscribers() / 2;
    if (half > 0) {
      FanoutLoad.Result halved =
          load(ground, running, "half", size.subscribers(), half, size.window(), 1);
      figures.add(size.half50(), ground.whose(), halved.latency().p50Millis());
      figures.add(size.half99(), ground.whose(), halved.latency().p99Millis());
    }
  }

  private static void note(Ground ground, Figures figures, FanoutLoad.Result result, Lines lines) {
    figures.add(lines.rate(), ground.whose(), result.deliveriesPerSecond());
    result
        .relayMicrosPerDelivery()
        .ifPresent(micros -> figures.add(lines.cpu(), ground.whose(), micros));
    figures.add(lines.p50(), ground.whose(), result.latency().p50Millis());
    figures.add(lines.p99(), ground.whose(), result.latency().p99Millis());
  }

  private static FanoutLoad.Result load(
      Ground ground,
      RunningRelay running,
      String name,
      int subscribers,
      double rate,
      int window,
      int burst)
      throws IOException, InterruptedException {
    try (Clients clients = Ground.clients(running)) {
      FanoutLoad.Settings settings =
          settings(
              running,
              name,
              subscribers,
              rate,
              window,
              burst,
              ground.plan().warmupSeconds(),
              ground.plan().seconds());
      FanoutLoad.Result result = new FanoutLoad(clients, settings).run();
      ground.say(
          ("%s, to %,d: %,.0f deliveries/s, %.1f in a frame, p50 %.1f ms, p99 %.1f ms; a delivery "
                  + "costs the relay %.2f µs (%.2f processors), the load generator %.2f µs (%.2f)")
              .formatted(
                  name,
                  subscribers,
                  result.deliveriesPerSecond(),
                  result.perFrame(),
                  result.latency().p50Millis(),
                  result.latency().p99Millis(),
                  result.relayMicrosPerDelivery().orElse(0.0),
                  result.processors().relayProcessors().orElse(0.0),
                  result.ownMicrosPerDelivery(),
                  result.processors().ownProcessors()));
      String what = "fan-out to " + subscribers + ", " + name + ": ";
      ground.complain(result.missed(), what + "deliveries were missed");
      ground.complain(result.closed(), what + "connections were closed");
      return result;
    }
  }

  private static FanoutLoad.Settings settings(
      RunningRelay running,
      String name,
      int subscribers,
      double rate,
      int window,
      int burst,
      double warmupSeconds,
      double seconds) {
    return new FanoutLoad.Settings(
        1,
        subscribers,
        rate,
        window,
        burst,
        warmupSeconds,
        seconds,
        VALUE_BYTES,
        KEYS,
        name + subscribers,
        Optional.of(running.pid()));
  }
}
