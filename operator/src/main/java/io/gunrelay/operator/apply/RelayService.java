package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.relay.api.AdminPort;
import java.util.Map;

/** Where clients find the relays that are ready, of a region or of the fleet. */
final class RelayService {

  private RelayService() {}

  static Service of(Fleet fleet) {
    var owner = fleet.owner();
    return of(Metadata.of(owner, Names.relays(owner)), Names.selector(owner));
  }

  static Service of(Fleet fleet, Region region) {
    var owner = fleet.owner();
    return of(
        Metadata.of(owner, region, Names.region(owner, region)), Names.selector(owner, region));
  }

  private static Service of(ObjectMeta metadata, Map<String, String> selector) {
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
