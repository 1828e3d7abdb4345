package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.observe.Observation;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the regions that leave. Their relays go once those of another region are ready: these have
 * what was written, and take the clients. Until the last relay has gone, the region's own host
 * leads to the others.
 */
final class LeavingRegions {

  private final Fleet fleet;
  private final Observation seen;

  LeavingRegions(Fleet fleet, Observation seen) {
    this.fleet = fleet;
    this.seen = seen;
  }

  List<Leaving> all() {
    var names = new TreeSet<String>();
    Stream.concat(workloads(), seen.pods().stream().filter(pod -> !Pods.isOver(pod)))
        .map(Names::regionOf)
        .filter(region -> !region.isEmpty() && !isWanted(region))
        .forEach(names::add);
    return names.stream().map(this::leaving).toList();
  }

  private Stream<? extends HasMetadata> workloads() {
    return seen.objects().stream()
        .filter(object -> object instanceof Deployment || object instanceof StatefulSet)
        .filter(object -> Ownership.isOurs(fleet.owner(), object));
  }

  private Leaving leaving(String region) {
    return new Leaving(region, hasRelays(region) && !canOthersTakeOver(), host(region));
  }

  private boolean hasRelays(String region) {
    return seen.pods().stream()
        .anyMatch(pod -> !Pods.isOver(pod) && region.equals(Names.regionOf(pod)));
  }

  private boolean canOthersTakeOver() {
    var elsewhere = fleet.elsewhere();
    return elsewhere.hasReadyRelay()
        || (!elsewhere.wantsRelays()
            && fleet.regions().stream().allMatch(region -> region.scale().initial() == 0))
        || seen.pods().stream()
            .anyMatch(pod -> isWanted(Names.regionOf(pod)) && Pods.isReadyToStay(pod));
  }

  private @Nullable String host(String region) {
    return seen.objects().stream()
        .filter(object -> region.equals(Names.regionOf(object)))
        .flatMap(LeavingRegions::hosts)
        .findFirst()
        .orElse(null);
  }

  private static Stream<String> hosts(HasMetadata object) {
    return switch (object) {
      case Ingress ingress -> ingress.getSpec().getRules().stream().map(rule -> rule.getHost());
      case HTTPRoute route -> route.getSpec().getHostnames().stream();
      default -> Stream.empty();
    };
  }

  private boolean isWanted(String region) {
    return fleet.regions().stream().map(Region::name).anyMatch(name -> name.equals(region));
  }
}
