package io.gunrelay.e2e.gunjs;

/** gun.js, or the script that drives it, failed. */
public final class GunJsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GunJsException(String message) {
    super(message);
  }
}
