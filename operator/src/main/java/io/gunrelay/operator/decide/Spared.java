package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.observe.Observation;
import java.util.Set;
import java.util.stream.Collectors;

/** What is no longer wanted, and stays until nothing needs it any more. */
final class Spared {

  private final Fleet fleet;
  private final Observation seen;
  private final Colour serving;
  private final Set<String> ledTo;

  Spared(Fleet fleet, Observation seen, Colour serving) {
    this.fleet = fleet;
    this.seen = seen;
    this.serving = serving;
    this.ledTo =
        seen.objects().stream()
            .filter(object -> Ownership.isOurs(fleet.owner(), object))
            .flatMap(Backends::of)
            .collect(Collectors.toSet());
  }

  boolean has(HasMetadata object) {
    return isLedTo(object) || isOfUncolouredRelays(object);
  }

  /** Whether an entry still leads there: it is led elsewhere first. */
  private boolean isLedTo(HasMetadata object) {
    return (object instanceof Service || object instanceof EndpointSlice)
        && ledTo.contains(object.getMetadata().getName());
  }

  /**
   * Whether it belongs to relays without a colour, as an operator of before 0.1 has made, and those
   * with one are not ready yet.
   */
  private boolean isOfUncolouredRelays(HasMetadata object) {
    return serving != Colour.NONE
        && Names.colourOf(object) == Colour.NONE
        && (object instanceof Deployment
            || object instanceof ConfigMap
            || object instanceof HorizontalPodAutoscaler
            || object instanceof PodDisruptionBudget)
        && Leads.hasUncoloured(fleet, seen)
        && fleet.regions().stream()
            .filter(region -> region.name().equals(Names.regionOf(object)))
            .anyMatch(region -> !isReady(region));
  }

  private boolean isReady(Region region) {
    return seen.pods().stream()
            .filter(pod -> region.name().equals(Names.regionOf(pod)))
            .filter(pod -> Names.colourOf(pod) == serving && Pods.isReadyToStay(pod))
            .count()
        >= region.scale().initial();
  }
}
