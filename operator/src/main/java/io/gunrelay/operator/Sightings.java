package io.gunrelay.operator;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.failover.Doubt;
import io.gunrelay.operator.failover.Spells;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers since when something has been the matter with fleets' regions, until it is said in
 * their status. In memory only: whoever comes after a kill begins anew, and says it a little later.
 */
final class Sightings {

  private final Map<ResourceID, Spells> fleets = new ConcurrentHashMap<>();

  Spells note(GunRelayCluster fleet, Set<Doubt> seen, Instant now) {
    return fleets.compute(
        ResourceID.fromResource(fleet),
        (id, before) -> (before == null ? Spells.NONE : before).note(seen, now));
  }

  void forget(GunRelayCluster fleet) {
    fleets.remove(ResourceID.fromResource(fleet));
  }
}
