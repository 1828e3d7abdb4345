package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.gunrelay.operator.decide.Leads;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.traffic.Lead;
import java.util.Objects;

/**
 * Which relays a host leads to, by whatever kind of object.
 *
 * @param metadata of the object
 * @param lead the relays' Services
 */
record Way(ObjectMeta metadata, String host, Lead lead) {

  /** To all relays. */
  static Way of(Fleet fleet, Entry entry, Leads leads) {
    var owner = fleet.owner();
    return new Way(Metadata.of(owner, Names.cluster(owner)), entry.host(), leads.ofFleet(fleet));
  }

  /** To those of a region; to all while it has none, and when it leaves. */
  static Way of(Fleet fleet, Region region, Leads leads) {
    var owner = fleet.owner();
    var name = Names.region(owner, region);
    return new Way(
        Metadata.of(owner, region, name),
        Objects.requireNonNull(region.host()),
        leads.ofRegion(fleet, region));
  }
}
