package io.gunrelay.kubectl;

import io.gunrelay.kubectl.rollout.FleetRollout;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollout VERB FLEET}. */
@Command(
    name = "rollout",
    description =
        "How far a fleet is from one revision to the next, and what is wanted of it: status, history,"
            + " promote, abort, pause, resume, retry.")
final class RolloutCommand implements Callable<Integer> {

  /** Between two looks. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** What is to be done. */
  enum Verb {
    STATUS,
    HISTORY,
    PROMOTE,
    ABORT,
    PAUSE,
    RESUME,
    RETRY
  }

  private final Terminal terminal;

  @Mixin private Cluster cluster = new Cluster();

  @Parameters(index = "0", paramLabel = "VERB", description = "${COMPLETION-CANDIDATES}")
  private Verb verb = Verb.STATUS;

  @Parameters(index = "1", paramLabel = "FLEET", description = "The fleet.")
  private String name = "";

  @Option(
      names = {"-w", "--watch"},
      description = "With status: goes on until the rollout has ended.")
  private boolean watch;

  RolloutCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var client = cluster.open(terminal.environment())) {
      var rollout = new FleetRollout(client, name);
      if (verb == Verb.STATUS) {
        return status(rollout).number();
      }
      terminal.print(
          switch (verb) {
            case STATUS -> List.of();
            case HISTORY -> rollout.history(terminal.clock().instant());
            case PROMOTE -> List.of(rollout.promote());
            case ABORT -> List.of(rollout.abort());
            case PAUSE -> List.of(rollout.pause());
            case RESUME -> List.of(rollout.resume());
            case RETRY -> List.of(rollout.retry(terminal.clock().instant()));
          });
      return ExitCode.DONE.number();
    }
  }

  private ExitCode status(FleetRollout rollout) throws InterruptedException {
    var answer = rollout.status(terminal.paint(), terminal.clock().instant());
    terminal.show(answer.lines(), watch);
    while (watch && answer.underWay()) {
      Thread.sleep(PERIOD);
      var next = rollout.status(terminal.paint(), terminal.clock().instant());
      if (!next.lines().equals(answer.lines())) {
        terminal.show(next.lines(), watch);
      }
      answer = next;
    }
    return answer.good() ? ExitCode.DONE : ExitCode.NO;
  }
}
