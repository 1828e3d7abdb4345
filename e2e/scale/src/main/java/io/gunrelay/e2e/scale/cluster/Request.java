package io.gunrelay.e2e.scale.cluster;

import java.time.Instant;
import java.util.Set;

/**
 * One request of the operator's.
 *
 * @param at when the API server received it
 * @param resource with its subresource, such as {@code gunrelayclusters/status}
 */
public record Request(Instant at, String verb, String resource, String namespace, String name) {
  private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");

  /** Whether it changes something; the Lease by which the operator leads is not counted. */
  public boolean isWrite() {
    return WRITES.contains(verb) && !isOfTheLease();
  }

  /** Whether it is about who leads. */
  public boolean isOfTheLease() {
    return resource.equals("leases");
  }

  /** Whether it is about the fleet or an object of the fleet's; names begin with the fleet's. */
  public boolean isOf(FleetId fleet) {
    return namespace.equals(fleet.namespace())
        && (name.equals(fleet.name()) || name.startsWith(fleet.name() + "-"));
  }
}
