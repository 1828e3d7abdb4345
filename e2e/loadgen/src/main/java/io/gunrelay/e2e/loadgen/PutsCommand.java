package io.gunrelay.e2e.loadgen;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.AckLog;
import io.gunrelay.e2e.loadgen.load.PutsLoad;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "puts",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Keeps a number of puts in flight; measures acknowledged puts a second.")
final class PutsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Target target = new Target();
  @Mixin private RunName run = new RunName();
  @Mixin private Measurement measurement = new Measurement();
  @Mixin private Output output = new Output();

  @Option(names = "--in-flight", defaultValue = "100", description = "Puts in flight.")
  private int inFlight;

  @Option(names = "--connections", description = "Connections that share them (at most 100).")
  private Optional<Integer> connections = Optional.empty();

  @Option(
      names = "--acked",
      paramLabel = "FILE",
      description = "Write what was acknowledged here, for verify.")
  private Optional<Path> acked = Optional.empty();

  @Override
  public Integer call() throws Exception {
    PutsLoad.Settings settings =
        new PutsLoad.Settings(
            inFlight,
            connections.orElse(Math.min(inFlight, 100)),
            measurement.warmup(),
            measurement.seconds(),
            measurement.valueBytes(),
            run.get());
    try (Clients clients = target.clients();
        AckLog acks = acked.isPresent() ? AckLog.into(acked.get()) : AckLog.none()) {
      PutsLoad.Result result = new PutsLoad(clients, settings, acks).run();
      output.print(spec.commandLine().getOut(), result, text(result));
      return result.acknowledged() > 0 ? 0 : 1;
    }
  }

  private static String text(PutsLoad.Result result) {
    return String.format(
        Locale.ROOT,
        "%,.0f acknowledged puts/s with %d in flight over %d connections in %.1f s; "
            + "p50 %.1f ms, p99 %.1f ms, max %.1f ms; "
            + "%d refused, %d unacknowledged, %d malformed frames, %d connections closed",
        result.perSecond(),
        result.inFlight(),
        result.connections(),
        result.seconds(),
        result.latency().p50Millis(),
        result.latency().p99Millis(),
        result.latency().maxMillis(),
        result.refused(),
        result.unacknowledged(),
        result.malformed(),
        result.closed());
  }
}
