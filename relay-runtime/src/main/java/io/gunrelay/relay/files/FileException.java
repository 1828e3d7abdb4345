package io.gunrelay.relay.files;

/** A file cannot be used. The message says which, what is wrong, where in it, and what to do. */
public final class FileException extends Exception {
  private static final long serialVersionUID = 1;

  public FileException(String message) {
    super(message);
  }

  public FileException(String message, Throwable cause) {
    super(message, cause);
  }
}
