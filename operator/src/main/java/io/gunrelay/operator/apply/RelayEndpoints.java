package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.traffic.Endpoint;
import io.gunrelay.relay.api.AdminPort;
import java.util.List;

/** Names the relays that take new connections while labels alone cannot say which they are. */
final class RelayEndpoints {

  static final String SERVICE_LABEL = "kubernetes.io/service-name";
  static final String SLICE_MANAGER_LABEL = "endpointslice.kubernetes.io/managed-by";

  private RelayEndpoints() {}

  /**
   * @param metadata with the name of the Service that they are of
   */
  static EndpointSlice of(ObjectMeta metadata, List<Endpoint> endpoints) {
    return new EndpointSliceBuilder()
        .withMetadata(metadata)
        .editMetadata()
        .addToLabels(SERVICE_LABEL, metadata.getName())
        .addToLabels(SLICE_MANAGER_LABEL, Names.MANAGED_BY)
        .endMetadata()
        .withAddressType(
            endpoints.stream().anyMatch(endpoint -> endpoint.address().contains(":"))
                ? "IPv6"
                : "IPv4")
        .withEndpoints(
            endpoints.stream()
                .map(endpoint ->
                    new EndpointBuilder()
                        .withAddresses(endpoint.address())
                        .withNodeName(endpoint.node())
                        .withNewConditions()
                        .withReady(true)
                        .endConditions()
                        .withNewTargetRef()
                        .withKind("Pod")
                        .withName(endpoint.pod())
                        .withNamespace(metadata.getNamespace())
                        .endTargetRef()
                        .build())
                .toList())
        .addNewPort()
        .withName(Names.CLIENT_PORT)
        .withProtocol("TCP")
        .withPort(AdminPort.DEFAULT_CLIENT_PORT)
        .endPort()
        .build();
  }
}
