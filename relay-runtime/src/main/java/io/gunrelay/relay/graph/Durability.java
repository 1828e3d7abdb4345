package io.gunrelay.relay.graph;

/** What a put is acknowledged for. */
public enum Durability {
  /** It has been merged; a crash of the relay may lose it. */
  MEMORY,
  /** It has been synced to the relay's own disk; only the loss of that disk loses it. */
  DISK,
  /** It has been synced here, and by another relay. */
  REPLICATED
}
