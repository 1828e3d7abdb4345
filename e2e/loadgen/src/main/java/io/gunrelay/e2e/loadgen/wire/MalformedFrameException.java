package io.gunrelay.e2e.loadgen.wire;

/** A frame that is not JSON as GUN writes it. */
public final class MalformedFrameException extends RuntimeException {
  MalformedFrameException(String message) {
    super(message);
  }
}
