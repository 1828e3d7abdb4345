package io.gunrelay.relay.logging;

import java.util.logging.Level;

/** How levels and loggers are called in the log. */
final class Words {
  private Words() {}

  static String level(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (value >= Level.WARNING.intValue()) {
      return "warning";
    }
    return value >= Level.INFO.intValue() ? "info" : "debug";
  }

  /** The class' own name. */
  static String logger(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
