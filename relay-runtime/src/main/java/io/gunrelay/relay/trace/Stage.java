package io.gunrelay.relay.trace;

import java.util.Locale;

/** What happens to a put, in this order; the last two at the same time. */
public enum Stage {
  /** Its frame is read. */
  PARSE,
  /** Signatures and rules are checked. */
  VERIFY,
  /** HAM decides, once the node has been read from the disk. */
  MERGE,
  /** What won, or what stands instead, is synced to the disk. */
  COMMIT,
  /** Who listens is sent what won. */
  FAN_OUT;

  /** As in metrics and traces. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
