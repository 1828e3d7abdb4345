package io.gunrelay.relay.store;

/** The store does not do what it should. The message says what is wrong, where, and what to do. */
public final class StoreException extends RuntimeException {
  /** What went wrong, as far as the remedy differs. */
  public enum Problem {
    /** Another process has the folder open. */
    LOCKED,
    /** The folder cannot be made, read or written. */
    UNUSABLE,
    /** What is on disk is not what was written. */
    CORRUPT,
    /** The store was written by a newer version. */
    NEWER_FORMAT,
    /** No space is left on the disk. */
    FULL,
    /** The disk failed in another way. */
    FAILED
  }

  private static final long serialVersionUID = 1;

  private final Problem problem;

  public StoreException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public StoreException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** What clients may know of it: no folder's name. */
  public String reasonForClients() {
    return problem == Problem.FULL
        ? "the relay's disk is full: nothing can be stored until space is made"
        : "the relay's store has failed";
  }
}
