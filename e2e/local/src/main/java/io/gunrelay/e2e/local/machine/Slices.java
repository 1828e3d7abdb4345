package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says in EndpointSlices which pods stand behind each Service. */
final class Slices {
  private final KubernetesClient kubernetes;

  Slices(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** The Service's slice as it now stands; none for a Service that selects nothing. */
  Optional<EndpointSlice> reconcile(Service service, List<Pod> all, List<EndpointSlice> present) {
    if (service.getSpec().getSelector() == null || service.getSpec().getSelector().isEmpty()) {
      return Optional.empty();
    }
    List<Pod> pods =
        all.stream()
            .filter(pod ->
                pod.getMetadata().getNamespace().equals(service.getMetadata().getNamespace())
                    && Pods.matches(service.getSpec().getSelector(), pod)
                    && pod.getStatus() != null
                    && pod.getStatus().getPodIP() != null)
            .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
            .toList();
    EndpointSlice wanted = slice(service, pods);
    Optional<EndpointSlice> before =
        present.stream()
            .filter(slice -> ServiceName.of(slice).equals(ServiceName.of(service)))
            .findFirst();
    if (before.isEmpty()) {
      return Optional.of(kubernetes.resource(wanted).create());
    }
    if (!before.get().getEndpoints().equals(wanted.getEndpoints())
        || !before.get().getPorts().equals(wanted.getPorts())) {
      return Optional.of(kubernetes.resource(wanted).update());
    }
    return before;
  }

  private static EndpointSlice slice(Service service, List<Pod> pods) {
    boolean unready = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    List<EndpointPort> ports =
        pods.stream()
            .findFirst()
            .map(pod -> service.getSpec().getPorts().stream().map(p -> port(p, pod)).toList())
            .orElse(List.of());
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withName(service.getMetadata().getName() + "-local")
        .withNamespace(service.getMetadata().getNamespace())
        .addToLabels(ServiceName.LABEL, service.getMetadata().getName())
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Service")
                .withName(service.getMetadata().getName())
                .withUid(service.getMetadata().getUid())
                .build())
        .endMetadata()
        .withAddressType("IPv4")
        .withEndpoints(pods.stream().map(pod -> endpoint(pod, unready)).toList())
        .withPorts(ports)
        .build();
  }

  private static Endpoint endpoint(Pod pod, boolean unready) {
    return new EndpointBuilder()
        .withAddresses(pod.getStatus().getPodIP())
        .withNewConditions()
        .withReady(unready || Pods.isReady(pod))
        .withTerminating(Pods.isLeaving(pod))
        .endConditions()
        .withNodeName(Node.NAME)
        .withNewTargetRef()
        .withKind("Pod")
        .withName(pod.getMetadata().getName())
        .withNamespace(pod.getMetadata().getNamespace())
        .endTargetRef()
        .build();
  }

  private static EndpointPort port(ServicePort port, Pod pod) {
    return new EndpointPortBuilder()
        .withName(port.getName())
        .withProtocol("TCP")
        .withPort(number(port, pod))
        .build();
  }

  private static int number(ServicePort port, Pod pod) {
    if (port.getTargetPort().getIntVal() != null) {
      return port.getTargetPort().getIntVal();
    }
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(candidate -> candidate.getName().equals(port.getTargetPort().getStrVal()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElse(port.getPort());
  }
}
