package io.gunrelay.relay.sea;

import java.util.List;

/**
 * What a relay takes.
 *
 * @param signedOnly whether only souls are written that name their owner's key, or prove themselves
 *     otherwise; gun.js' option {@code secure}
 * @param encryption what becomes of values that are not ciphertext
 * @param shapes regular expressions (RE2's); a text that matches one from end to end is taken for
 *     ciphertext, too
 */
public record SeaSettings(boolean signedOnly, Encryption encryption, List<String> shapes) {
  /** As gun.js' own relay is without options. */
  public static final SeaSettings USUAL = new SeaSettings(false, Encryption.OFF, List.of());
}
