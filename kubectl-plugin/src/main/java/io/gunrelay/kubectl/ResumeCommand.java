package io.gunrelay.kubectl;

import io.gunrelay.kubectl.cluster.Fleets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code resume FLEET}. */
@Command(name = "resume", description = "Has the operator go on with a fleet that is paused.")
final class ResumeCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private Cluster cluster = new Cluster();

  @Parameters(paramLabel = "FLEET", description = "The fleet.")
  private String name = "";

  ResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (var client = cluster.open(terminal.environment())) {
      var changed = new Fleets(client).pause(name, false);
      terminal
          .out()
          .println(
              changed
                  ? name + " goes on: the operator carries out what its spec asks for"
                  : name + " was not paused");
      return ExitCode.DONE.number();
    }
  }
}
