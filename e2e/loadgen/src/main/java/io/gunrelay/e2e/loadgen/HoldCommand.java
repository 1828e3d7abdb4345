package io.gunrelay.e2e.loadgen;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.HoldLoad;
import io.gunrelay.e2e.loadgen.load.Standing;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
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
            + "relay leaves. Prints what happened every few seconds, and with --check in the end"
            + " whether everybody has what was acknowledged.")
final class HoldCommand implements Callable<Integer> {
  private static final double TO_SETTLE_SECONDS = 30;

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

  @Option(
      names = "--check",
      description =
          "End when standard input does, too, and fail unless all clients are connected and have"
              + " the newest values, and every acknowledged put is stored.")
  private boolean check;

  @Override
  public Integer call() throws Exception {
    HoldLoad.Settings settings =
        new HoldLoad.Settings(count, room, rate, seconds, every, valueBytes, run.get());
    PrintWriter out = spec.commandLine().getOut();
    try (Clients clients = target.clients();
        HoldLoad load = new HoldLoad(clients, settings)) {
      HoldLoad.Report total = load.run(report -> output.print(out, report, text(report)), enough());
      if (check) {
        Standing standing = load.standing(TO_SETTLE_SECONDS);
        output.print(out, standing, text(standing));
        return standing.isGood() ? 0 : 1;
      }
      return total.acknowledged() > 0 ? 0 : 1;
    }
  }

  private BooleanSupplier enough() {
    AtomicBoolean ended = new AtomicBoolean();
    if (check) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
              // It has ended as well.
            }
            ended.set(true);
          });
    }
    return ended::get;
  }

  private static String text(Standing standing) {
    return String.format(
        Locale.ROOT,
        "%d clients: %d connected, %d up to date; acknowledged to %d, missing of %d %s",
        standing.clients(),
        standing.connected(),
        standing.upToDate(),
        standing.acknowledged(),
        standing.missing(),
        standing.examples());
  }

  private static String text(HoldLoad.Report report) {
    return String.format(
        Locale.ROOT,
        "%6.1f s  %d open, %d puts, %d acknowledged, %d refused, %d deliveries, "
            + "%d connections lost, %d moved, one %d times, %d dialled in one second, %d failed to open, away for %.0f ms at most; acknowledged after p50 %.1f ms, p99 %.1f ms",
        report.atSeconds(),
        report.open(),
        report.puts(),
        report.acknowledged(),
        report.refused(),
        report.deliveries(),
        report.lost(),
        report.moved(),
        report.movedMost(),
        report.dialledMost(),
        report.failed(),
        report.longestAwayMillis(),
        report.latency().p50Millis(),
        report.latency().p99Millis());
  }
}
