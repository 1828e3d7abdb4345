package io.gunrelay.relay.replication;

/** What becomes of a store that is damaged, where other relays have what was in it. */
public enum WhenDamaged {
  /** It is set aside, and an empty one is filled from them. */
  REFILL,
  /** Nothing: a person has to look at it first. */
  REFUSE
}
