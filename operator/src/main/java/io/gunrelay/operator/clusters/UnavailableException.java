package io.gunrelay.operator.clusters;

/** A cluster cannot be worked with. Its message says why, and what to do. */
final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnavailableException(String why) {
    super(why, null, false, false);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
