package io.gunrelay.operator.fleet;

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

  public Dns {
    targets = List.copyOf(targets);
  }

  /** How external-dns is told. */
  public enum Way {
    NONE,
    ANNOTATIONS,
    ENDPOINT
  }
}
