package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.observe.Observation;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands in the way of clients that come by routes of the Gateway API. */
final class Routes {

  private Routes() {}

  static Optional<Trouble> trouble(Fleet fleet, Observation seen) {
    if (!areWanted(fleet)) {
      return Optional.empty();
    }
    if (lackKind(fleet, seen)) {
      return Optional.of(
          new Trouble(
              Reason.GatewayKindMissing,
              "the operator finds no Gateway API, so no client gets in: install its CRDs and give the"
                  + " operator its rights, or set exposure.type to Ingress"));
    }
    return seen.objects().stream()
        .filter(object -> object instanceof HTTPRoute && Ownership.isOurs(fleet.owner(), object))
        .map(HTTPRoute.class::cast)
        .flatMap(Routes::refusals)
        .findFirst();
  }

  private static boolean areWanted(Fleet fleet) {
    var entry = fleet.entry();
    return entry != null && entry.door() instanceof Door.Routes && !fleet.regions().isEmpty();
  }

  /** Whether routes are wanted in a cluster that has no such kind. */
  static boolean lackKind(Fleet fleet, Observation seen) {
    return areWanted(fleet) && !seen.optionalKinds().contains(HTTPRoute.class);
  }

  /** A Gateway that is not there, or whose controller does not run, says nothing. */
  private static Stream<Trouble> refusals(HTTPRoute route) {
    var status = route.getStatus();
    return status == null
        ? Stream.empty()
        : status.getParents().stream()
            .flatMap(parent -> parent.getConditions().stream())
            .filter(condition -> "False".equals(condition.getStatus()))
            .map(condition -> refusal(route, condition));
  }

  private static Trouble refusal(HTTPRoute route, Condition condition) {
    return new Trouble(
        Reason.RouteRefused,
        "the Gateway does not take HTTPRoute "
            + route.getMetadata().getName()
            + " ("
            + Words.of(condition.getType())
            + ", "
            + Words.of(condition.getReason())
            + "): "
            + Words.of(condition.getMessage()));
  }
}
