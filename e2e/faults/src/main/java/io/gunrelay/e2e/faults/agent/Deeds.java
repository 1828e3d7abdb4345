package io.gunrelay.e2e.faults.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** What the changed relay calls; public, as its classes are in other packages. */
public final class Deeds {
  private static final long DELAY_MS = 400;
  private static final int OF_PUTS = 4;

  private Deeds() {}

  /** Takes its time. */
  public static void delay() {
    try {
      Thread.sleep(DELAY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why a put is refused: every fourth one is. */
  public static Optional<String> refusal() {
    return ThreadLocalRandom.current().nextInt(OF_PUTS) == 0
        ? Optional.of("this version refuses some puts")
        : Optional.empty();
  }

  /** Whether somebody has put it into a mood. */
  public static boolean isMoody() {
    return Files.exists(Path.of(Fault.MOOD));
  }
}
