package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.AckLog;
import io.gunrelay.e2e.loadgen.load.ProcessorUse;
import io.gunrelay.e2e.loadgen.load.PutsLoad;
import io.gunrelay.e2e.loadgen.relays.Fleet;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Puts that two relays have to sync, beside those that one relay syncs for itself. */
final class ReplicationSection implements Section {
  private static final int VALUE_BYTES = 64;
  private static final int IN_FLIGHT = 1_000;
  private static final int CONNECTIONS = 50;

  /** What a load came to: puts a second, and processor time a put of each relay. */
  private record Outcome(PutsLoad.Result puts, List<Double> micros) {}

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    Outcome alone;
    try (RunningRelay running = ground.start("alone")) {
      alone = puts(ground, List.of(running));
    }
    Outcome replicated;
    try (Fleet fleet = ground.fleet(2, false, "--durability=replicated")) {
      replicated = puts(ground, fleet.startAll());
    }
    double share = replicated.puts().perSecond() / alone.puts().perSecond();
    ground.say(
        ("one relay: %,.0f puts/s, %.1f µs each; replicated to another: %,.0f puts/s (%.2f), p99"
                + " %.1f ms, %.1f µs and %.1f µs each")
            .formatted(
                alone.puts().perSecond(),
                alone.micros().getFirst(),
                replicated.puts().perSecond(),
                share,
                replicated.puts().latency().p99Millis(),
                replicated.micros().getFirst(),
                replicated.micros().getLast()));
    Contestant whose = ground.whose();
    figures.add(Measure.REPLICATED, whose, replicated.puts().perSecond());
    figures.add(Measure.REPLICATED_P99, whose, replicated.puts().latency().p99Millis());
    figures.add(Measure.REPLICATED_SHARE, whose, share);
    figures.add(Measure.REPLICATED_ALONE_CPU, whose, alone.micros().getFirst());
    figures.add(Measure.REPLICATED_TAKER_CPU, whose, replicated.micros().getFirst());
    figures.add(Measure.REPLICATED_OTHER_CPU, whose, replicated.micros().getLast());
  }

  /** Puts at the first of them. */
  private static Outcome puts(Ground ground, List<RunningRelay> relays)
      throws IOException, InterruptedException {
    try (Clients clients = Ground.clients(relays.getFirst())) {
      var _ = load(clients, ground.plan().runInSeconds(), "run-in");
      List<ProcessorUse.Meter> meters = List.of(meter(relays.getFirst()), meter(relays.getLast()));
      PutsLoad.Result result = load(clients, ground.plan().seconds(), "puts");
      List<Double> micros =
          List.of(micros(meters.getFirst(), result), micros(meters.getLast(), result));
      ground.complain(result.refused(), "puts were refused");
      ground.complain(result.unacknowledged(), "puts were never acknowledged");
      ground.complain(result.closed(), "connections were closed");
      return new Outcome(result, micros);
    }
  }

  private static ProcessorUse.Meter meter(RunningRelay relay) throws IOException {
    return new ProcessorUse.Meter(Optional.of(relay.pid()));
  }

  private static double micros(ProcessorUse.Meter meter, PutsLoad.Result result)
      throws IOException {
    return meter.read().relayMicrosEach(result.acknowledged()).orElse(Double.NaN);
  }

  private static PutsLoad.Result load(Clients clients, double seconds, String run)
      throws IOException, InterruptedException {
    PutsLoad.Settings settings =
        new PutsLoad.Settings(IN_FLIGHT, CONNECTIONS, 0, seconds, VALUE_BYTES, run);
    return new PutsLoad(clients, settings, AckLog.none()).run();
  }
}
