package io.gunrelay.relay.replication;

/** What becomes of puts that another relay ought to store while none can be reached. */
public enum WhenAlone {
  /** They are refused with a reason. */
  REFUSE,
  /** They are acknowledged for the own disk, and counted. */
  ACKNOWLEDGE
}
