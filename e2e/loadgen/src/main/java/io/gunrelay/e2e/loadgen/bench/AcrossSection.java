package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.FanoutLoad;
import io.gunrelay.e2e.loadgen.relays.Fleet;
import io.gunrelay.e2e.loadgen.relays.Relay;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is put at one relay, for subscribers at another: as fast as it goes, and at half of that
 * rate. Relays of gun.js are peers of each other.
 */
final class AcrossSection implements Section {
  private static final int SUBSCRIBERS = 10;
  private static final int WINDOW = 100;
  private static final int KEYS = 1_000;
  private static final int VALUE_BYTES = 64;

  @Override
  public Set<Contestant> contestants() {
    return EnumSet.of(Contestant.GUN_RELAY, Contestant.GUN_JS);
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    if (ground.relay() instanceof Relay.GunJs gunJs) {
      try (RunningRelay one = ground.start("one")) {
        Relay peer = new Relay.GunJs(gunJs.home(), List.of(one.url()));
        try (RunningRelay other = ground.start(peer, "other", Optional.empty())) {
          ground.settle();
          run(ground, figures, one, other);
        }
      }
      return;
    }
    try (Fleet fleet = ground.fleet(2, false)) {
      List<RunningRelay> two = fleet.startAll();
      run(ground, figures, two.getFirst(), two.getLast());
    }
  }

  private static void run(Ground ground, Figures figures, RunningRelay one, RunningRelay other)
      throws IOException, InterruptedException {
    try (Clients publishing = Ground.clients(one);
        Clients receiving = Ground.clients(other)) {
      var _ = load(publishing, receiving, "run-in", 0, 1, ground.plan().runInSeconds());
      Plan plan = ground.plan();
      FanoutLoad.Result full =
          load(publishing, receiving, "full", 0, plan.warmupSeconds(), plan.seconds());
      figures.add(Measure.ACROSS, ground.whose(), full.deliveriesPerSecond());
      double half = full.deliveriesPerSecond() / SUBSCRIBERS / 2;
      if (half < 1) {
        ground.complain(1, "relay passed hardly anything on to the other");
        return;
      }
      FanoutLoad.Result halved =
          load(publishing, receiving, "half", half, plan.warmupSeconds(), plan.seconds());
      ground.say(
          "%,.0f deliveries/s at most; of half as many p50 %.1f ms, p99 %.1f ms"
              .formatted(
                  full.deliveriesPerSecond(),
                  halved.latency().p50Millis(),
                  halved.latency().p99Millis()));
      ground.complain(full.missed() + halved.missed(), "deliveries by another relay were missed");
      figures.add(Measure.ACROSS_P50, ground.whose(), halved.latency().p50Millis());
      figures.add(Measure.ACROSS_P99, ground.whose(), halved.latency().p99Millis());
    }
  }

  private static FanoutLoad.Result load(
      Clients publishing,
      Clients receiving,
      String run,
      double rate,
      double warmupSeconds,
      double seconds)
      throws IOException, InterruptedException {
    FanoutLoad.Settings settings =
        new FanoutLoad.Settings(
            1,
            SUBSCRIBERS,
            rate,
            WINDOW,
            1,
            warmupSeconds,
            seconds,
            VALUE_BYTES,
            KEYS,
            "across-" + run,
            Optional.empty());
    return new FanoutLoad(receiving, publishing, settings).run();
  }
}
