package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.AckLog;
import io.gunrelay.e2e.loadgen.load.PutsLoad;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Acknowledged puts, with few and with many in flight. */
final class PutsSection implements Section {
  private static final int VALUE_BYTES = 64;
  private static final int MAX_CONNECTIONS = 100;
  private static final int MOST = 1_000;

  @Override
  public Set<Contestant> contestants() {
    return EnumSet.of(Contestant.GUN_RELAY, Contestant.GUN_JS);
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    try (RunningRelay running = ground.start("puts")) {
      runIn(ground, running);
      puts(ground, running, figures, 1, Measure.PUTS_1, Measure.PUTS_1_P99);
      puts(ground, running, figures, 100, Measure.PUTS_100, Measure.PUTS_100_P99);
      puts(ground, running, figures, MOST, Measure.PUTS_1000, Measure.PUTS_1000_P99);
    }
  }

  private static void runIn(Ground ground, RunningRelay running)
      throws IOException, InterruptedException {
    try (Clients clients = Ground.clients(running)) {
      PutsLoad.Settings settings = settings(MOST, ground.plan().runInSeconds(), 1, "run-in");
      var _ = new PutsLoad(clients, settings, AckLog.none()).run();
    }
  }

  private static void puts(
      Ground ground, RunningRelay running, Figures figures, int inFlight, Measure rate, Measure p99)
      throws IOException, InterruptedException {
    try (Clients clients = Ground.clients(running)) {
      PutsLoad.Settings settings =
          settings(
              inFlight, ground.plan().warmupSeconds(), ground.plan().seconds(), "puts" + inFlight);
      PutsLoad.Result result = new PutsLoad(clients, settings, AckLog.none()).run();
      ground.say(
          "%,d in flight: %,.0f puts/s, p99 %.1f ms"
              .formatted(inFlight, result.perSecond(), result.latency().p99Millis()));
      ground.complain(result.refused(), "puts were refused");
      ground.complain(result.unacknowledged(), "puts were never acknowledged");
      ground.complain(result.closed(), "connections were closed");
      figures.add(rate, ground.whose(), result.perSecond());
      figures.add(p99, ground.whose(), result.latency().p99Millis());
    }
  }

  private static PutsLoad.Settings settings(
      int inFlight, double warmupSeconds, double seconds, String run) {
    return new PutsLoad.Settings(
        inFlight, Math.min(inFlight, MAX_CONNECTIONS), warmupSeconds, seconds, VALUE_BYTES, run);
  }
}
