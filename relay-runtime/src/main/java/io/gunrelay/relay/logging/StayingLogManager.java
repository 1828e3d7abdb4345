package io.gunrelay.relay.logging;

import java.util.logging.LogManager;

/**
 * Keeps the handlers when the JVM ends. Java's own manager removes them in a shutdown hook that
 * runs beside ours, and what is said about stopping would be lost.
 */
public final class StayingLogManager extends LogManager {
  @Override
  public void reset() {
    // The handlers hold nothing that needs an end.
  }
}
