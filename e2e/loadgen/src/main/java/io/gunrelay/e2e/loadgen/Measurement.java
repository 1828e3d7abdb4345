package io.gunrelay.e2e.loadgen;

import picocli.CommandLine.Option;

/** How long a load is measured, and with values of what length. */
final class Measurement {
  @Option(names = "--warmup", defaultValue = "2", description = "Seconds before measuring.")
  private double warmup;

  @Option(names = "--seconds", defaultValue = "10", description = "Seconds that are measured.")
  private double seconds;

  @Option(names = "--value-bytes", defaultValue = "64", description = "Length of a value.")
  private int valueBytes;

  double warmup() {
    return warmup;
  }

  double seconds() {
    return seconds;
  }

  int valueBytes() {
    return valueBytes;
  }
}
