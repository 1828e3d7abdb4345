package io.gunrelay.kubectl.cluster;

/** Something that a person has to put right. The message is one line that says what and how. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Problem(String message) {
    super(message, null, false, false);
  }
}
