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

  /**
   * To those of a region.
   *
   * @param isAway whether it leads to all for now; so does that of a region that leaves
   */
  static Way of(Fleet fleet, Region region, boolean isAway) {
    var owner = fleet.owner();
    var name = Names.region(owner, region);
    return new Way(
        Metadata.of(owner, region, name),
        Objects.requireNonNull(region.host()),
        isAway || !fleet.regions().contains(region) ? Names.relays(owner) : name);
  }
}
