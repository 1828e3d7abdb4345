package io.gunrelay.e2e.loadgen;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.FanoutLoad;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "fanout",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Publishes to one soul that many subscribe to; measures deliveries.")
final class FanoutCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Target target = new Target();
  @Mixin private RunName run = new RunName();
  @Mixin private Measurement measurement = new Measurement();
  @Mixin private Output output = new Output();

  @Option(names = "--publishers", defaultValue = "1", description = "Connections that publish.")
  private int publishers;

  @Option(names = "--subscribers", defaultValue = "200", description = "Connections that receive.")
  private int subscribers;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "Updates a second over all publishers; 0: as fast as they are delivered.")
  private double rate;

  @Option(names = "--window", defaultValue = "100", description = "Updates under way at rate 0.")
  private int window;

  @Option(
      names = "--burst",
      defaultValue = "1",
      description = "Updates sent at a time at rate 0, in one array frame.")
  private int burst;

  @Option(names = "--pid", description = "The relay's process, if it runs on this machine.")
  private Optional<Long> pid = Optional.empty();

  @Option(names = "--keys", defaultValue = "1000", description = "Keys that updates take turns in.")
  private int keys;

  @Override
  public Integer call() throws Exception {
    FanoutLoad.Settings settings =
        new FanoutLoad.Settings(
            publishers,
            subscribers,
            rate,
            window,
            burst,
            measurement.warmup(),
            measurement.seconds(),
            measurement.valueBytes(),
            keys,
            run.get(),
            pid);
    try (Clients clients = target.clients()) {
      FanoutLoad.Result result = new FanoutLoad(clients, settings).run();
      output.print(spec.commandLine().getOut(), result, text(result));
      return result.deliveries() > 0 ? 0 : 1;
    }
  }

  private static String text(FanoutLoad.Result result) {
    return String.format(
            Locale.ROOT,
            "%,.0f deliveries/s to %d subscribers of %.0f updates/s in %.1f s, %.1f in a frame; "
                + "p50 %.1f ms, p99 %.1f ms, max %.1f ms; "
                + "%d missed, %d malformed frames, %d connections closed; "
                + "this process spent %.2f µs a delivery (%.2f processors)",
            result.deliveriesPerSecond(),
            result.subscribers(),
            result.updatesPerSecond(),
            result.seconds(),
            result.perFrame(),
            result.latency().p50Millis(),
            result.latency().p99Millis(),
            result.latency().maxMillis(),
            result.missed(),
            result.malformed(),
            result.closed(),
            result.ownMicrosPerDelivery(),
            result.processors().ownProcessors())
        + result
            .relayMicrosPerDelivery()
            .map(micros ->
                String.format(
                    Locale.ROOT,
                    ", the relay %.2f µs (%.2f processors)",
                    micros,
                    result.processors().relayProcessors().orElse(0.0)))
            .orElse("");
  }
}
