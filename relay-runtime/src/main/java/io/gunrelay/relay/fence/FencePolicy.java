package io.gunrelay.relay.fence;

/** What a relay does that is cut off. */
public enum FencePolicy {
  /** As always: it does not ask whether it is. */
  NONE,
  /** It acknowledges puts only once another region has synced them. */
  ACKS,
  /** It refuses puts. */
  WRITES
}
