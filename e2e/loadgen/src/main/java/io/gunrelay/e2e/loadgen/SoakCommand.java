package io.gunrelay.e2e.loadgen;

import io.gunrelay.e2e.loadgen.relays.Relay;
import io.gunrelay.e2e.loadgen.soak.Soak;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Starts a relay and loads it for long with everything at once; fails when an acknowledged "
            + "write is gone, memory grows, sockets stay, or a good client is refused anything.")
final class SoakCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Output output = new Output();

  @Option(
      names = "--relay",
      required = true,
      paramLabel = "DIR",
      description = "The runnable folder that the build leaves, with bin/gun-relay.")
  private Path relay = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "For the relay's data and log; a folder for this run is made in it.")
  private Path data = Path.of("");

  @Option(names = "--minutes", defaultValue = "30", description = "How long.")
  private double minutes;

  @Option(names = "--seed", defaultValue = "1", description = "Of what is random.")
  private long seed;

  @Option(
      names = "--max-resident-growth",
      paramLabel = "MB",
      defaultValue = "48",
      description = "Resident memory may grow so much in the second half of the time.")
  private double maxResidentGrowth;

  @Option(
      names = "--max-live-growth",
      paramLabel = "MB",
      defaultValue = "8",
      description = "Live heap and direct memory may grow so much then.")
  private double maxLiveGrowth;

  @Override
  public Integer call() throws Exception {
    PrintWriter terminal = spec.commandLine().getOut();
    Files.createDirectories(data);
    Path own = Files.createTempDirectory(data, "soak");
    Soak.Settings settings = new Soak.Settings(minutes, seed, maxResidentGrowth, maxLiveGrowth);
    Soak.Result result =
        new Soak(
                new Relay.GunRelay(relay, List.of(), Map.of()),
                own,
                settings,
                line -> {
                  terminal.println(line);
                  terminal.flush();
                })
            .run();
    output.print(terminal, result, text(result));
    return result.problems().isEmpty() ? 0 : 1;
  }

  private static String text(Soak.Result result) {
    String summary =
        String.format(
            Locale.ROOT,
            "%.1f minutes: %,d connections, %,d puts of which %,d were acknowledged, %,d gets, %,d"
                + " deliveries, %,d slow readers (%,d closed), %,d bad frames;%n%,d souls hold what"
                + " was acknowledged; %.1f MB resident (%+.1f since the warm-up), %.1f MB live (%+.1f),"
                + " %d sockets left; %d wrong",
            result.minutes(),
            result.connections(),
            result.puts(),
            result.acknowledged(),
            result.gets(),
            result.deliveries(),
            result.slowReaders(),
            result.slowReadersClosed(),
            result.badFrames(),
            result.readBack(),
            result.residentMb(),
            result.residentGrowthMb(),
            result.liveMb(),
            result.liveGrowthMb(),
            result.socketsLeft(),
            result.wrongs());
    return result.problems().isEmpty()
        ? summary
        : summary + "\n" + String.join("\n", result.problems());
  }
}
