package io.gunrelay.e2e.loadgen;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "loadgen",
    mixinStandardHelpOptions = true,
    description = "Many GUN clients in one process.",
    subcommands = {
      BenchCommand.class,
      PutsCommand.class,
      FanoutCommand.class,
      IdleCommand.class,
      HoldCommand.class,
      VerifyCommand.class,
      RawCommand.class,
      SoakCommand.class
    })
final class Loadgen {
  private Loadgen() {}

  /** Exits with 0, with 1 when what was asked for did not hold, with 2 for a wrong command line. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Loadgen())
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
          return 1;
        });
  }
}
