package io.gunrelay.relay.api;

/** What stands in messages of relays and is read by programs, too. */
public final class Complaint {

  /** Of one whose disk is full: part of its message, and of the last that it says when it ends. */
  public static final String NO_SPACE = "no space is left for the data folder";

  private Complaint() {}
}
