package io.gunrelay.relay;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a command does. It needs the command's arguments, and the command needs it. */
final class Command implements Callable<Integer> {
  /** Does it, and gives the exit code. */
  @FunctionalInterface
  interface Run {
    int with(CommandLine line) throws Exception;
  }

  private final Run run;
  private @Nullable CommandSpec spec;

  private Command(Run run) {
    this.run = run;
  }

  /** A command without options of its own. */
  static CommandSpec named(String name, String description, Run run) {
    Command command = new Command(run);
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
    command.spec = spec;
    spec.name(name).mixinStandardHelpOptions(true);
    spec.usageMessage().description(description);
    return spec;
  }

  /** A command that only holds others. */
  static CommandSpec group(String name, String description) {
    return named(
        name,
        description,
        line -> {
          throw new CommandLine.ParameterException(line, "a command is missing");
        });
  }

  @Override
  public Integer call() throws Exception {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("run before it was made");
    }
    return run.with(known.commandLine());
  }
}
