package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.traffic.Lead;
import io.gunrelay.relay.api.AdminPort;

/**
 * Entries by the Gateway API: the paths that GUN clients use, on the hosts that the resource names.
 */
final class RelayRoute {

  private RelayRoute() {}

  static HTTPRoute of(Owner owner, Way way, Entry entry) {
    way.metadata().setAnnotations(ExternalDns.onRoute(entry, way.host()));
    return new HTTPRouteBuilder()
        .withMetadata(way.metadata())
        .withNewSpec()
        .withParentRefs(parent(owner, entry.door()))
        .withHostnames(way.host())
        .addNewRule()
        .addNewMatch()
        .withNewPath()
        .withType("PathPrefix")
        .withValue(RelayIngress.GUN_PATH)
        .endPath()
        .endMatch()
        .addNewMatch()
        .withNewPath()
        .withType("Exact")
        .withValue(RelayIngress.ENTRIES_PATH)
        .endPath()
        .endMatch()
        .withBackendRefs(way.lead().backends().stream().map(RelayRoute::backend).toList())
        .endRule()
        .endSpec()
        .build();
  }

  private static HTTPBackendRef backend(Lead.Backend backend) {
    return new HTTPBackendRefBuilder()
        .withName(backend.service())
        .withPort(AdminPort.DEFAULT_CLIENT_PORT)
        .withWeight(backend.weight())
        .build();
  }

  private static ParentReference parent(Owner owner, Door door) {
    return switch (door) {
      case Door.OwnGateway own ->
          new ParentReferenceBuilder().withName(Names.cluster(owner)).build();
      case Door.SharedGateway(var name, var namespace, var listener) ->
          new ParentReferenceBuilder()
              .withName(name)
              .withNamespace(namespace)
              .withSectionName(listener)
              .build();
      case Door.Ingress ingress -> throw new IllegalArgumentException("an Ingress takes no routes");
    };
  }
}
