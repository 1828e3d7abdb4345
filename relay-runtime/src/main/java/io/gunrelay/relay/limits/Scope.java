package io.gunrelay.relay.limits;

import java.util.Locale;

/** Whom a limit is for. */
public enum Scope {
  /** All clients together. */
  RELAY,
  /** All clients with one address, or in one /64. */
  ADDRESS,
  /** All who write with one pair of keys. */
  KEY;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
