package io.gunrelay.relay.config;

/** The configuration cannot be used. The message names the source, what is wrong and the remedy. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  public ConfigException(String message) {
    super(message);
  }
}
