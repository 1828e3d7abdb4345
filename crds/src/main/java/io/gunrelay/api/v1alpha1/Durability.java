package io.gunrelay.api.v1alpha1;

/** What a write is acknowledged for. */
public enum Durability {
  /** It has been merged by one relay. */
  Memory,
  /** It has been synced to the disk of one relay. */
  Disk,
  /** It has been synced by two relays. */
  Replicated
}
