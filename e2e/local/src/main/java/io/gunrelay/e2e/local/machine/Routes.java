package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where a request goes, by its host and path.
 *
 * @param routes longest path first
 */
record Routes(List<Route> routes) {
  static final Routes NONE = new Routes(List.of());

  /** One path of one Ingress, and the ready pods behind it. */
  record Route(String host, String path, List<InetSocketAddress> backends) {
    boolean takes(String requestHost, String requestPath) {
      return (host.isEmpty() || host.equals(requestHost))
          && (requestPath.equals(path)
              || requestPath.startsWith(path.endsWith("/") ? path : path + "/"));
    }
  }

  static Routes of(List<Ingress> ingresses, List<Service> services, List<EndpointSlice> slices) {
    Map<ServiceName, Service> byName =
        services.stream().collect(Collectors.toMap(ServiceName::of, Function.identity()));
    List<Route> routes = new ArrayList<>();
    for (Ingress ingress : ingresses) {
      for (IngressRule rule : ingress.getSpec().getRules()) {
        for (HTTPIngressPath path : rule.getHttp().getPaths()) {
          IngressServiceBackend backend = path.getBackend().getService();
          ServiceName name =
              new ServiceName(ingress.getMetadata().getNamespace(), backend.getName());
          routes.add(
              new Route(
                  rule.getHost() == null ? "" : rule.getHost(),
                  path.getPath(),
                  Optional.ofNullable(byName.get(name))
                      .map(service -> backends(service, backend, slices))
                      .orElse(List.of())));
        }
      }
    }
    routes.sort(Comparator.comparingInt((Route route) -> route.path().length()).reversed());
    return new Routes(List.copyOf(routes));
  }

  private static List<InetSocketAddress> backends(
      Service service, IngressServiceBackend backend, List<EndpointSlice> slices) {
    Optional<String> portName =
        service.getSpec().getPorts().stream()
            .filter(port ->
                port.getName().equals(backend.getPort().getName())
                    || port.getPort().equals(backend.getPort().getNumber()))
            .map(ServicePort::getName)
            .findFirst();
    List<InetSocketAddress> ready = new ArrayList<>();
    for (EndpointSlice slice : slices) {
      if (ServiceName.of(slice).equals(ServiceName.of(service))) {
        slice.getPorts().stream()
            .filter(port -> portName.isPresent() && portName.get().equals(port.getName()))
            .map(EndpointPort::getPort)
            .findFirst()
            .ifPresent(port -> addReady(ready, slice, port));
      }
    }
    return List.copyOf(ready);
  }

  private static void addReady(List<InetSocketAddress> ready, EndpointSlice slice, int port) {
    slice.getEndpoints().stream()
        .filter(endpoint -> endpoint.getConditions().getReady())
        .flatMap(endpoint -> endpoint.getAddresses().stream())
        .map(address -> new InetSocketAddress(InetAddress.ofLiteral(address), port))
        .forEach(ready::add);
  }

  Optional<Route> find(String host, String path) {
    return routes.stream().filter(route -> route.takes(host, path)).findFirst();
  }
}
