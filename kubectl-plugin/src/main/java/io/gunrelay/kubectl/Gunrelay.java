package io.gunrelay.kubectl;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.kubectl.cluster.Problem;
import io.gunrelay.kubectl.cluster.Refusals;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand, and what holds for all of them. */
@Command(
    name = "kubectl gunrelay",
    description = "Fleets of GUN relays: how they do, and what the operator would do next.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Gunrelay.Version.class,
    scope = ScopeType.INHERIT,
    subcommands = {
      StatusCommand.class,
      PlanCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      RolloutCommand.class,
      DrainCommand.class
    })
final class Gunrelay implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command line, ready to be executed. */
  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new Gunrelay(), new Factory(terminal))
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setParameterExceptionHandler((e, arguments) -> misused(e, terminal.err()))
        .setExecutionExceptionHandler((e, line, parsed) -> failed(e, terminal.err()));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: one of " + String.join(", ", spec.subcommands().keySet()));
  }

  private static int misused(ParameterException e, PrintWriter err) {
    err.println("error: " + e.getMessage());
    err.println(
        "'%s --help' says what can be given"
            .formatted(e.getCommandLine().getCommandSpec().qualifiedName()));
    err.flush();
    return ExitCode.USAGE.number();
  }

  private static int failed(Exception e, PrintWriter err) throws Exception {
    var message =
        switch (e) {
          case Problem problem -> problem.getMessage();
          case KubernetesClientException refusal -> Refusals.explain(refusal);
          default -> throw e;
        };
    err.println("error: " + message);
    err.flush();
    return ExitCode.FAILED.number();
  }

  /** That of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        Objects.requireNonNullElse(
            Gunrelay.class.getPackage().getImplementationVersion(), "unknown")
      };
    }
  }

  /** Commands get their terminal when they are made. */
  private record Factory(Terminal terminal) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == StatusCommand.class) {
        return type.cast(new StatusCommand(terminal));
      }
      if (type == PlanCommand.class) {
        return type.cast(new PlanCommand(terminal));
      }
      if (type == PauseCommand.class) {
        return type.cast(new PauseCommand(terminal));
      }
      if (type == ResumeCommand.class) {
        return type.cast(new ResumeCommand(terminal));
      }
      if (type == RolloutCommand.class) {
        return type.cast(new RolloutCommand(terminal));
      }
      if (type == DrainCommand.class) {
        return type.cast(new DrainCommand(terminal));
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
