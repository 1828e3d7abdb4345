package io.gunrelay.relay.wire;

/** The text is not JSON, or nested deeper than is read. Strangers cause it, so it is cheap. */
final class NotJsonException extends Exception {
  NotJsonException(String message) {
    super(message, null, false, false);
  }
}
