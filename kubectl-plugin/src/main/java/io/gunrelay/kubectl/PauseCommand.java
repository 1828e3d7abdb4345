package io.gunrelay.kubectl;

import io.gunrelay.kubectl.cluster.Fleets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pause FLEET}. */
@Command(
    name = "pause",
    description = "Has the operator leave a fleet's objects as they are. Its relays run on.")
final class PauseCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private Cluster cluster = new Cluster();

  @Parameters(paramLabel = "FLEET", description = "The fleet.")
  private String name = "";

  PauseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (var client = cluster.open(terminal.environment())) {
      var changed = new Fleets(client).pause(name, true);
      terminal
          .out()
          .println(
              changed
                  ? "%s is paused: nothing is written to its objects until 'kubectl gunrelay resume %s'"
                      .formatted(name, name)
                  : name + " was paused already");
      return ExitCode.DONE.number();
    }
  }
}
