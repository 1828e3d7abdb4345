package io.gunrelay.e2e.loadgen;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;

/** Names the souls of a run, so that several runs on one relay do not meet. */
final class RunName {
  @Option(names = "--run", description = "Name of this run's souls (default: a random one).")
  private Optional<String> run = Optional.empty();

  String get() {
    return run.orElseGet(
        () -> Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), Character.MAX_RADIX));
  }
}
