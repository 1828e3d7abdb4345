package io.gunrelay.architecture.house.ladder;

import io.gunrelay.architecture.house.attic.Clock;
import java.time.Instant;

/** Leads back to where it is used. */
public record Step(Instant at) {
  Class<?> back() {
    return Clock.class;
  }
}
