package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.relay.api.AdminPort;

/**
 * The name that stands for every relay of a region. It names relays that are not ready too: a new
 * relay becomes ready only once the others have filled it, and Prometheus wants to see those that
 * do not become ready most of all.
 */
final class PeersService {

  private PeersService() {}

  static Service of(Fleet fleet, Region region) {
    return new ServiceBuilder()
        .withMetadata(Metadata.of(fleet.owner(), region, Names.peers(fleet.owner(), region)))
        .withNewSpec()
        .withType("ClusterIP")
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(Names.selector(fleet.owner(), region))
        .addNewPort()
        .withName(Names.REPLICATION_PORT)
        .withProtocol("TCP")
        .withPort(AdminPort.DEFAULT_REPLICATION_PORT)
        .withNewTargetPort(Names.REPLICATION_PORT)
        .endPort()
        .addNewPort()
        .withName(Names.ADMIN_PORT)
        .withProtocol("TCP")
        .withPort(AdminPort.DEFAULT_ADMIN_PORT)
        .withNewTargetPort(Names.ADMIN_PORT)
        .endPort()
        .endSpec()
        .build();
  }
}
