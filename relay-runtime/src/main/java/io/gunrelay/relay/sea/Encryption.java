package io.gunrelay.relay.sea;

/** What becomes of values that are not ciphertext. */
public enum Encryption {
  /** They are refused. */
  REQUIRE,
  /** They are counted. */
  AUDIT,
  /** Nobody looks. */
  OFF
}
