package io.gunrelay.operator.apply;

import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitorBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.relay.api.AdminPort;

/** Tells the Prometheus Operator to scrape every relay, through the peers' Service. */
final class RelayServiceMonitor {

  private RelayServiceMonitor() {}

  static ServiceMonitor of(Fleet fleet) {
    return new ServiceMonitorBuilder()
        .withMetadata(Metadata.of(fleet.owner(), Names.cluster(fleet.owner())))
        .withNewSpec()
        .withNewSelector()
        .withMatchLabels(Names.labels(fleet.owner()))
        .endSelector()
        .withTargetLabels(Names.CLUSTER_LABEL, Names.REGION_LABEL)
        .withPodTargetLabels(Names.COLOUR_LABEL, Names.REVISION_LABEL)
        .addNewEndpoint()
        .withPort(Names.ADMIN_PORT)
        .withPath(AdminPort.METRICS)
        .endEndpoint()
        .endSpec()
        .build();
  }
}
