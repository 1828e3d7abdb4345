package io.gunrelay.operator.credentials;

import java.time.Instant;
import java.util.Map;

/**
 * What there is now.
 *
 * @param authority the texts of the authority's Secret; empty when there is none
 * @param certificate the texts of the certificate's Secret, likewise
 * @param since when the latter was written; the epoch when that is not known
 * @param everywhere whether it is the same, for as long as its delivery takes, in every cluster
 */
public record Found(
    Map<String, String> authority,
    Map<String, String> certificate,
    Instant since,
    boolean everywhere) {

  /** Nothing. */
  public static final Found NOTHING = new Found(Map.of(), Map.of(), Instant.EPOCH);

  /** In a fleet that has one cluster. */
  public Found(Map<String, String> authority, Map<String, String> certificate, Instant since) {
    this(authority, certificate, since, true);
  }

  /** The same, in a fleet that has several. */
  public Found everywhere(boolean delivered) {
    return new Found(authority, certificate, since, delivered);
  }

  public Found {
    authority = Map.copyOf(authority);
    certificate = Map.copyOf(certificate);
  }
}
