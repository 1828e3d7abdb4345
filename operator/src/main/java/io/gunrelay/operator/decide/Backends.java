package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.stream.Stream;

/** The Services that an entry leads to. */
final class Backends {

  private Backends() {}

  static Stream<String> of(HasMetadata object) {
    return switch (object) {
      case Ingress ingress ->
          Stream.ofNullable(ingress.getSpec())
              .flatMap(spec -> spec.getRules().stream())
              .flatMap(rule -> Stream.ofNullable(rule.getHttp()))
              .flatMap(http -> http.getPaths().stream())
              .flatMap(path -> Stream.ofNullable(path.getBackend().getService()))
              .map(service -> service.getName());
      case HTTPRoute route ->
          Stream.ofNullable(route.getSpec())
              .flatMap(spec -> spec.getRules().stream())
              .flatMap(rule -> rule.getBackendRefs().stream())
              .map(backend -> backend.getName());
      default -> Stream.empty();
    };
  }
}
