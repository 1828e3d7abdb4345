package io.gunrelay.e2e.loadgen;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.IdleLoad;
import io.gunrelay.e2e.loadgen.load.ProcessMemory;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "idle",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Opens connections and holds them; measures what they cost the relay.")
final class IdleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Target target = new Target();
  @Mixin private Output output = new Output();

  @Option(names = "--connections", defaultValue = "5000", description = "How many.")
  private int connections;

  @Option(names = "--seconds", defaultValue = "5", description = "How long they stay open.")
  private double seconds;

  @Option(
      names = "--spread",
      description = "Dial from 127.0.0.1, 127.0.0.2 and on; only to a relay on this machine.")
  private boolean spread;

  @Option(names = "--pid", description = "The relay's process, if it runs on this machine.")
  private Optional<Long> pid = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Clients clients = target.clients()) {
      IdleLoad.Result result =
          new IdleLoad(clients, new IdleLoad.Settings(connections, seconds, spread, pid)).run();
      output.print(spec.commandLine().getOut(), result, text(result));
      return result.closed() == 0 ? 0 : 1;
    }
  }

  private static String text(IdleLoad.Result result) {
    String opened =
        String.format(
            Locale.ROOT,
            "%,d connections opened in %.1f s, %d closed by the relay",
            result.connections(),
            result.openSeconds(),
            result.closed());
    return opened
        + memory("; the relay's memory before", result.before())
        + memory(", with all of them", result.after())
        + result
            .bytesPerConnection()
            .map(bytes -> String.format(Locale.ROOT, ": %.1f KB each", bytes / 1024))
            .orElse("");
  }

  private static String memory(String label, Optional<ProcessMemory> memory) {
    return memory
        .map(m -> String.format(Locale.ROOT, "%s %.1f MB", label, m.residentKb() / 1024.0))
        .orElse("");
  }
}
