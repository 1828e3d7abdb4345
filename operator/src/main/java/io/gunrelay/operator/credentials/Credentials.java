package io.gunrelay.operator.credentials;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to be. Both Secrets hold the tokens for orders, under {@link #TOKENS}.
 *
 * @param authority the texts of the authority's Secret, which no pod mounts
 * @param certificate the texts of the certificate's Secret, which every relay mounts
 * @param since when the latter was last changed
 * @param step why something is to be changed; empty when nothing is
 * @param next when there is something to decide again
 */
public record Credentials(
    Map<String, String> authority,
    Map<String, String> certificate,
    Instant since,
    Optional<Step> step,
    Instant next) {

  /** Under what name the file with tokens stands in the Secrets. */
  public static final String TOKENS = "admin-tokens";

  public Credentials {
    authority = Map.copyOf(authority);
    certificate = Map.copyOf(certificate);
  }

  /** The token that every relay takes orders for; empty when there is none. */
  public Optional<String> orderToken() {
    return OrderTokens.read(certificate.getOrDefault(TOKENS, "")).map(OrderTokens::inForce);
  }

  /**
   * One step on the way of certificates.
   *
   * @param message for a person, one line
   */
  public record Step(Kind kind, String message) {

    /** What is done. */
    public enum Kind {
      /** There was nothing. */
      ISSUED,
      /** The certificate would end soon. */
      RENEWED,
      /** The authority is being replaced. */
      ROTATING,
      /** The authority has been replaced. */
      ROTATED,
      /** A token for orders was made, or has replaced the former one. */
      TOKENS,
      /** Somebody damaged or deleted what there was. */
      REPAIRED
    }
  }
}
