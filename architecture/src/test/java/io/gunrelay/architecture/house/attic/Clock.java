package io.gunrelay.architecture.house.attic;

import io.gunrelay.architecture.house.ladder.Step;
import java.time.Instant;

/** Breaks the rules about time and static state. */
public final class Clock {
  static int readings;

  private Clock() {}

  static Step next() {
    readings++;
    return new Step(Instant.now());
  }
}
