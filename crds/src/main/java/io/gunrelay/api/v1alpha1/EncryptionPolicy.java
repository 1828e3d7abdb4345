package io.gunrelay.api.v1alpha1;

/** What becomes of values that are not ciphertext. */
public enum EncryptionPolicy {
  Off,
  Audit,
  Require
}
