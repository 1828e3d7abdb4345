package io.gunrelay.relay.graph;

import java.util.Locale;

/** Why the graph takes no put, although it may be a good one. */
public enum Refusal {
  /** The disk does not take it, or cannot be read. */
  DISK,
  /** More is merged and not synced than memory may hold. */
  PRESSURE,
  /** Too many puts from the future are kept. */
  FUTURE,
  /** No other relay stores it, and that was promised. */
  ALONE,
  /** The relay stops. */
  STOPPING;

  /** As metrics name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
