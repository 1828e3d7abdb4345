package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.relay.api.AdminPort;

/** Where clients find the ready relays of a region. */
final class RelayService {

  private RelayService() {}

  static Service of(Fleet fleet, Region region) {
    return new ServiceBuilder()
        .withMetadata(Metadata.of(fleet.owner(), region, Names.region(fleet.owner(), region)))
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(Names.selector(fleet.owner(), region))
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
