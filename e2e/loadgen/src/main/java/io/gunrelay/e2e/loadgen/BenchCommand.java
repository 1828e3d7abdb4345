package io.gunrelay.e2e.loadgen;

import io.gunrelay.e2e.loadgen.bench.Bench;
import io.gunrelay.e2e.loadgen.bench.Part;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures a relay beside gun.js' own and raw Netty, and writes the table.")
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--relay",
      required = true,
      paramLabel = "DIR",
      description = "The runnable folder that the build leaves, with bin/gun-relay.")
  private Path relay = Path.of("");

  @Option(
      names = "--gunjs",
      required = true,
      paramLabel = "DIR",
      description = "The folder with gun.js' relay.mjs, its packages installed.")
  private Path gunJs = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "For the relays' data, on the disk that is to be measured.")
  private Path data = Path.of("");

  @Option(names = "--out", paramLabel = "FILE", description = "Write the page here.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--quick", description = "One short round.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "PART[,PART]",
      defaultValue = "",
      description =
          "Measure these parts only: start, puts, sea, fanout, idle, tls, pod, storm, reads.")
  private String only = "";

  @Option(
      names = "--store-megabytes",
      defaultValue = "1536",
      description =
          "Values in the large store that is read (default: ${DEFAULT-VALUE}); on the disk "
              + "they take more than twice as much.")
  private long storeMegabytes;

  @Override
  public Integer call() throws Exception {
    PrintWriter terminal = spec.commandLine().getOut();
    Bench.Result result =
        new Bench(
                relay,
                gunJs,
                data,
                quick,
                Part.chosen(only),
                storeMegabytes << 20,
                line -> {
                  terminal.println(line);
                  terminal.flush();
                })
            .run();
    terminal.println();
    terminal.print(result.text());
    terminal.flush();
    if (out.isPresent()) {
      Files.writeString(out.get(), result.page());
    }
    return 0;
  }
}
