package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.relay.api.AdminPort;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where clients find the relays that are ready, of a region or of the fleet. */
final class RelayService {

  private RelayService() {}

  /** Of all regions. */
  static Service of(Fleet fleet, Colour colour) {
    var owner = fleet.owner();
    return of(Metadata.of(owner, Names.relays(owner)), Names.selector(owner, colour));
  }

  /** Of one region. */
  static Service of(Fleet fleet, Region region, Colour colour) {
    var owner = fleet.owner();
    return of(
        Metadata.of(owner, region, Names.region(owner, region)),
        Names.selector(owner, region.in(colour)));
  }

  /** Of one colour of a region. */
  static Service of(Fleet fleet, Region set) {
    var owner = fleet.owner();
    return of(Metadata.of(owner, set, Names.relaySet(owner, set)), Names.selector(owner, set));
  }

  /** Of those relays of all regions that an EndpointSlice names. */
  static Service entry(Fleet fleet) {
    var owner = fleet.owner();
    return of(Metadata.of(owner, Names.relaysEntry(owner)), null);
  }

  /** Of those relays of a region that an EndpointSlice names. */
  static Service entry(Fleet fleet, Region region) {
    var owner = fleet.owner();
    return of(Metadata.of(owner, region, Names.regionEntry(owner, region)), null);
  }

  private static Service of(ObjectMeta metadata, @Nullable Map<String, String> selector) {
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(selector)
        .addNewPort()
        .withName(Names.CLIENT_PORT)
        .withProtocol("TCP")
        .withPort(AdminPort.DEFAULT_CLIENT_PORT)
        .withNewTargetPort(Names.CLIENT_PORT)
        .endPort()
        .endSpec()
        .build();
  }
}
