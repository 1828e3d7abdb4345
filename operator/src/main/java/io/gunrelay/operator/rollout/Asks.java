package io.gunrelay.operator.rollout;

/** What people ask for by annotations; empty texts for nothing. */
public record Asks(String promote, String abort, String pause, String retry) {

  /** Nothing. */
  public static final Asks NOTHING = new Asks("", "", "", "");

  boolean promotes(String revision) {
    return promote.equals(revision);
  }

  boolean aborts(String revision) {
    return abort.equals(revision);
  }

  boolean pauses(String revision) {
    return pause.equals("true") || pause.equals(revision);
  }
}
