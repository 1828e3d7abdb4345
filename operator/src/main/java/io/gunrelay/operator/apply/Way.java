package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import java.util.Objects;

/**
 * Which relays a host leads to, by whatever kind of object.
 *
 * @param metadata of the object
 * @param service the relays' Service
 */
record Way(ObjectMeta metadata, String host, String service) {

  /** To all relays. */
  static Way of(Fleet fleet, Entry entry) {
    var owner = fleet.owner();
    return new Way(Metadata.of(owner, Names.cluster(owner)), entry.host(), Names.relays(owner));
  }

  /** To those of a region; of one that leaves, to all. */
  static Way of(Fleet fleet, Region region) {
    var owner = fleet.owner();
    var name = Names.region(owner, region);
    return new Way(
        Metadata.of(owner, region, name),
        Objects.requireNonNull(region.host()),
        fleet.regions().contains(region) ? name : Names.relays(owner));
  }
}
