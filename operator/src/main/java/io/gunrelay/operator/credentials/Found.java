package io.gunrelay.operator.credentials;

import java.time.Instant;
import java.util.Map;

/**
 * What there is now.
 *
 * @param authority the texts of the authority's Secret; empty when there is none
 * @param certificate the texts of the certificate's Secret, likewise
 * @param since when the latter was written; the epoch when that is not known
 */
public record Found(Map<String, String> authority, Map<String, String> certificate, Instant since) {

  /** Nothing. */
  public static final Found NOTHING = new Found(Map.of(), Map.of(), Instant.EPOCH);

  public Found {
    authority = Map.copyOf(authority);
    certificate = Map.copyOf(certificate);
  }
}
