package io.gunrelay.e2e.loadgen;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.HoldLoad;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "hold",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Holds clients that put at a rate and hear each other in rooms; they dial again when a "
            + "relay leaves. Prints what happened every few seconds.")
final class HoldCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Target target = new Target();
  @Mixin private RunName run = new RunName();
  @Mixin private Output output = new Output();

  @Option(names = "--clients", defaultValue = "100", description = "Connections.")
  private int count;

  @Option(names = "--room", defaultValue = "10", description = "Clients that share a soul.")
  private int room;

  @Option(names = "--rate", defaultValue = "100", description = "Puts a second, over all clients.")
  private double rate;

  @Option(names = "--seconds", defaultValue = "60", description = "How long.")
  private double seconds;

  @Option(names = "--every", defaultValue = "5", description = "Seconds between two reports.")
  private double every;

  @Option(names = "--value-bytes", defaultValue = "64", description = "Length of a value.")
  private int valueBytes;

  @Override
  public Integer call() throws Exception {
    HoldLoad.Settings settings =
        new HoldLoad.Settings(count, room, rate, seconds, every, valueBytes, run.get());
    try (Clients clients = target.clients()) {
      HoldLoad.Report total =
          new HoldLoad(clients, settings)
              .run(report -> output.print(spec.commandLine().getOut(), report, text(report)));
      return total.acknowledged() > 0 ? 0 : 1;
    }
  }

  private static String text(HoldLoad.Report report) {
    return String.format(
        Locale.ROOT,
        "%6.1f s  %d open, %d puts, %d acknowledged, %d refused, %d deliveries, "
            + "%d connections lost, %d moved, %d failed to open, away for %.0f ms at most; acknowledged after p50 %.1f ms, p99 %.1f ms",
        report.atSeconds(),
        report.open(),
        report.puts(),
        report.acknowledged(),
        report.refused(),
        report.deliveries(),
        report.lost(),
        report.moved(),
        report.failed(),
        report.longestAwayMillis(),
        report.latency().p50Millis(),
        report.latency().p99Millis());
  }
}
