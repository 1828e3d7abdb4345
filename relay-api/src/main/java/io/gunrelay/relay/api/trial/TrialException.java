package io.gunrelay.relay.api.trial;

/** An entry does not serve; the message follows its address. */
final class TrialException extends Exception {
  private static final long serialVersionUID = 1L;

  TrialException(String message) {
    super(message, null, false, false);
  }
}
