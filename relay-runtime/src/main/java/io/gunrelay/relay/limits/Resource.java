package io.gunrelay.relay.limits;

import java.util.Locale;

/** What is limited. */
public enum Resource {
  CONNECTIONS("connections"),
  CONNECTION_RATE("connections a second"),
  MESSAGES("messages a second"),
  BYTES("bytes a second"),
  SUBSCRIPTIONS("subscriptions"),
  UNACKNOWLEDGED("bytes that are not stored yet"),
  DEFERRED("bytes from the future (check the clock)");

  private final String words;

  Resource(String words) {
    this.words = words;
  }

  /** As a person reads it. */
  public String words() {
    return words;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
