package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.gunrelay.operator.decide.RegionLeases;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.fleet.Region;
import java.time.ZoneOffset;

/**
 * Says which region serves a region's clients. It is written when that changes and not renewed:
 * relays are told it each second, and go by how long ago they were.
 */
final class RelayLease {

  private RelayLease() {}

  static Lease of(Owner owner, Region region, RegionLeases.Held held) {
    return new LeaseBuilder()
        .withMetadata(Metadata.of(owner, region, Names.region(owner, region)))
        .withNewSpec()
        .withHolderIdentity(held.holder())
        .withAcquireTime(held.since().atZone(ZoneOffset.UTC))
        .withLeaseTransitions(held.transitions())
        .endSpec()
        .build();
  }
}
