package io.gunrelay.operator.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a host is served in one cluster.
 *
 * @param addresses that its controller has given it, and names; none while it has not
 * @param made when it was; empty when nobody knows
 */
public record Doorway(Site site, String host, List<String> addresses, Optional<Instant> made) {

  public Doorway {
    addresses = List.copyOf(addresses);
  }
}
