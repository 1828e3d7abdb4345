package io.gunrelay.kubectl;

import io.gunrelay.kubectl.plan.FleetPlan;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plan FLEET [-f FILE]}. */
@Command(
    name = "plan",
    description =
        "What the operator would do next, or would if a file was applied: the difference of each object,"
            + " found by a dry run. Nothing is changed.")
final class PlanCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Cluster cluster = new Cluster();

  @Parameters(
      arity = "0..1",
      paramLabel = "FLEET",
      description = "May be left out with -f, if the file has one.")
  private @Nullable String name;

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      description =
          "Takes spec, annotations and labels of this file in place of those that are stored.")
  private @Nullable Path file;

  @Option(names = "--exit-code", description = "Ends with 3 if something would change.")
  private boolean exitCode;

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var fleet = Optional.ofNullable(name);
    var changed = Optional.ofNullable(file);
    if (fleet.isEmpty() && changed.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "name a fleet, or a file with -f");
    }
    try (var client = cluster.open(terminal.environment())) {
      var plan = new FleetPlan(client, new SecureRandom(), terminal.clock());
      var preview =
          changed.map(path -> plan.of(path, fleet)).orElseGet(() -> plan.of(fleet.orElseThrow()));
      terminal.print(preview.lines(terminal.paint()));
      return (exitCode && !preview.isEmpty() ? ExitCode.NO : ExitCode.DONE).number();
    }
  }
}
