package io.gunrelay.operator.fleet;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the hosts of an entry get into DNS.
 *
 * @param ttlSeconds null for that of external-dns
 * @param targets addresses, or one name; empty for what the entry has got
 */
public record Dns(Way way, @Nullable Integer ttlSeconds, List<String> targets) {

  /** By somebody else's hands. */
  public static final Dns NONE = new Dns(Way.NONE, null, List.of());

  private static final int USUAL_TTL_SECONDS = 300;

  /** The interval at which external-dns looks by default. */
  private static final Duration CHANGE = Duration.ofMinutes(1);

  public Dns {
    targets = List.copyOf(targets);
  }

  /** For how long clients may dial where a host led before, at most. */
  public Duration remembered() {
    return CHANGE.plusSeconds(ttlSeconds == null ? USUAL_TTL_SECONDS : ttlSeconds);
  }

  /** How external-dns is told. */
  public enum Way {
    NONE,
    ANNOTATIONS,
    ENDPOINT
  }
}
