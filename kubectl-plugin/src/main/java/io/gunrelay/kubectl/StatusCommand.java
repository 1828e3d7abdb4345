package io.gunrelay.kubectl;

import io.gunrelay.kubectl.status.Status;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status [FLEET]}. */
@Command(
    name = "status",
    description = {
      "How fleets do. With a name: why, each region and relay, its clients and how far it is behind the"
          + " others, conditions, events."
    })
final class StatusCommand implements Callable<Integer> {

  /** Between two looks. */
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Terminal terminal;

  @Mixin private Cluster cluster = new Cluster();

  @Parameters(
      arity = "0..1",
      paramLabel = "FLEET",
      description = "By default all of the namespace.")
  private @Nullable String name;

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Fleets of all namespaces.")
  private boolean everywhere;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, wide (more columns) or json.")
  private Status.Form form = Status.Form.TEXT;

  @Option(
      names = {"-w", "--watch"},
      description = "Goes on, and writes whenever something else is to be said.")
  private boolean watch;

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var client = cluster.open(terminal.environment())) {
      var status = new Status(client, form, terminal.paint());
      var answer = look(status);
      terminal.show(answer.lines(), watch);
      while (watch) {
        Thread.sleep(PERIOD);
        var next = look(status);
        if (!next.lines().equals(answer.lines())) {
          terminal.show(next.lines(), watch);
        }
        answer = next;
      }
      return (answer.ready() ? ExitCode.DONE : ExitCode.NO).number();
    }
  }

  private Status.Answer look(Status status) {
    var now = terminal.clock().instant();
    var one = name;
    return one == null ? status.ofAll(everywhere, now) : status.of(one, now);
  }
}
