package io.gunrelay.operator.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect, and what they may write.
 *
 * @param allowedOrigins empty: every page
 * @param encryption as the relay's option spells it: off, audit or require
 * @param ciphertextShapes regular expressions
 * @param signedOnly whether souls that anyone may write to are refused
 * @param network null: no policy is made
 */
public record Security(
    List<String> allowedOrigins,
    String encryption,
    List<String> ciphertextShapes,
    boolean signedOnly,
    @Nullable Network network) {

  /** What a fleet has that asks for nothing. */
  public static final Security NONE = new Security(List.of(), "off", List.of(), false, null);

  public Security {
    allowedOrigins = List.copyOf(allowedOrigins);
    ciphertextShapes = List.copyOf(ciphertextShapes);
  }
}
