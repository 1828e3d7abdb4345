package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.relay.api.AdminPort;

/**
 * Makes the name by which all relays of the cluster find each other name those of other clusters,
 * too. The relays look it up all the time, so none is restarted when another cluster comes or goes.
 */
final class PeersElsewhere {

  private PeersElsewhere() {}

  static EndpointSlice of(Fleet fleet) {
    var owner = fleet.owner();
    return new EndpointSliceBuilder()
        .withMetadata(Metadata.of(owner, Names.peersElsewhere(owner)))
        .editMetadata()
        .addToLabels(RelayEndpoints.SERVICE_LABEL, Names.allPeers(owner))
        .addToLabels(RelayEndpoints.SLICE_MANAGER_LABEL, Names.MANAGED_BY)
        .endMetadata()
        .withAddressType("IPv4")
        .addNewEndpoint()
        .withAddresses(fleet.elsewhere().addresses())
        .withNewConditions()
        .withReady(true)
        .endConditions()
        .endEndpoint()
        .addNewPort()
        .withName(Names.REPLICATION_PORT)
        .withProtocol("TCP")
        .withPort(AdminPort.DEFAULT_REPLICATION_PORT)
        .endPort()
        .build();
  }
}
