package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;

/** Which Service. */
record ServiceName(String namespace, String name) {
  static final String LABEL = "kubernetes.io/service-name";

  static ServiceName of(Service service) {
    return new ServiceName(service.getMetadata().getNamespace(), service.getMetadata().getName());
  }

  /** The Service that a slice belongs to. */
  static ServiceName of(EndpointSlice slice) {
    return new ServiceName(
        slice.getMetadata().getNamespace(),
        slice.getMetadata().getLabels().getOrDefault(LABEL, ""));
  }
}
