package io.gunrelay.kubectl;

import io.gunrelay.kubectl.drain.Drain;
import io.gunrelay.kubectl.drain.Drain.Which;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drain FLEET POD} and {@code drain FLEET --region NAME}. */
@Command(
    name = "drain",
    description =
        "Evicts a relay, or those of a region one after the other: each hands its clients over, ends and"
            + " is replaced. Waits until as many relays are ready as before.")
final class DrainCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Cluster cluster = new Cluster();

  @Parameters(index = "0", paramLabel = "FLEET", description = "The fleet.")
  private String name = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "POD", description = "The relay's pod.")
  private @Nullable String pod;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "All relays of this region, in place of one.")
  private @Nullable String region;

  @Option(
      names = "--force",
      description = "Also when no other relay could take the clients meanwhile.")
  private boolean force;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "For how long to wait in all: 90s, 10m.")
  private String timeout = "10m";

  DrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    var deadline = terminal.clock().instant().plus(Times.read("--timeout", timeout));
    var which = which();
    try (var client = cluster.open(terminal.environment())) {
      var drain =
          new Drain(
              client,
              terminal.clock(),
              deadline,
              line -> {
                terminal.out().println(line);
                terminal.out().flush();
              });
      return (drain.run(name, which, force) ? ExitCode.DONE : ExitCode.NO).number();
    }
  }

  private Which which() {
    var one = pod;
    var all = region;
    if (one != null && all == null) {
      return new Which.Relay(one);
    }
    if (one == null && all != null) {
      return new Which.Region(all);
    }
    throw new ParameterException(
        spec.commandLine(), "name either a relay's pod or a region with --region");
  }
}
