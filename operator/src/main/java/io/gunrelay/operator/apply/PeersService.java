package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.ReplicationEntry.LoadBalancer;
import io.gunrelay.relay.api.AdminPort;
import java.util.Map;

/**
 * Names that stand for every relay, of a region or of the fleet. They name relays that are not
 * ready too: a new relay becomes ready only once the others have filled it, and Prometheus wants to
 * see those that do not become ready most of all.
 */
final class PeersService {

  private PeersService() {}

  /** By which all relays of the fleet find each other: a new region changes no configuration. */
  static Service of(Fleet fleet) {
    var owner = fleet.owner();
    return headless(Metadata.of(owner, Names.allPeers(owner)), Names.selector(owner)).build();
  }

  /** Which Prometheus finds the relays by, and which governs those that have volumes. */
  static Service of(Fleet fleet, Region region) {
    var owner = fleet.owner();
    return headless(
            Metadata.of(owner, region, Names.peers(owner, region)), Names.selector(owner, region))
        .editSpec()
        .addNewPort()
        .withName(Names.ADMIN_PORT)
        .withProtocol("TCP")
        .withPort(AdminPort.DEFAULT_ADMIN_PORT)
        .withNewTargetPort(Names.ADMIN_PORT)
        .endPort()
        .endSpec()
        .build();
  }

  /** By which relays of other clusters come to one of the region's. */
  static Service entry(Fleet fleet, Region region, LoadBalancer entry) {
    var owner = fleet.owner();
    return headless(
            Metadata.of(owner, region, Names.replicationEntry(owner, region.name())),
            Names.selector(owner, region))
        .editMetadata()
        .withAnnotations(entry.annotations())
        .endMetadata()
        .editSpec()
        .withType("LoadBalancer")
        .withClusterIP(null)
        .endSpec()
        .build();
  }

  private static ServiceBuilder headless(ObjectMeta metadata, Map<String, String> selector) {
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withType("ClusterIP")
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(selector)
        .addNewPort()
        .withName(Names.REPLICATION_PORT)
        .withProtocol("TCP")
        .withPort(AdminPort.DEFAULT_REPLICATION_PORT)
        .withNewTargetPort(Names.REPLICATION_PORT)
        .endPort()
        .endSpec();
  }
}
