package io.gunrelay.operator.decide;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.rollout.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the hosts of single regions lead: to the relays of the region, and while it has none that
 * take clients, to all of the cluster, which are those of other regions then. New connections alone
 * follow; those that are open stay where they are.
 *
 * @param away regions whose hosts lead to all
 * @param turns what changes about that now
 * @param next when a host may have to lead elsewhere though nothing happens
 */
public record Routing(Set<String> away, List<Rerouting> turns, Optional<Instant> next) {

  /**
   * A relay that starts again has its clients back sooner than they would find another region, and
   * would stay there.
   */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  public Routing {
    away = Set.copyOf(away);
    turns = List.copyOf(turns);
  }

  /**
   * A host that leads elsewhere from now on.
   *
   * @param object that says so
   */
  public record Rerouting(Ref object, String region, String host, boolean isAway) {

    /** What is said of it. */
    public Told told() {
      return new Told(
          object,
          Reason.Rerouted,
          isAway
              ? "%s leads to relays of other regions, as %s has none that take clients"
                  .formatted(host, region)
              : "%s leads to relays of %s again".formatted(host, region));
    }
  }

  /** Decides for the hosts of one cluster. */
  static Routing of(Fleet fleet, Observation seen, Turn turn, Instant now) {
    if (fleet.entry() == null) {
      return new Routing(Set.of(), List.of(), Optional.empty());
    }
    var due = new ArrayList<Instant>();
    var away =
        fleet.regions().stream()
            .filter(region -> region.host() != null)
            .filter(region -> isAway(fleet, region, serving(seen, turn), now, due))
            .map(Region::name)
            .collect(toUnmodifiableSet());
    var turns =
        fleet.regions().stream()
            .flatMap(region -> turn(fleet, region, seen, away.contains(region.name())))
            .toList();
    return new Routing(away, turns, due.stream().min(Comparator.naturalOrder()));
  }

  /** Without relays that are only kept. */
  private static List<Pod> serving(Observation seen, Turn turn) {
    return seen.pods().stream().filter(pod -> !turn.keeps(Names.colourOf(pod))).toList();
  }

  private static boolean isAway(
      Fleet fleet, Region region, List<Pod> seen, Instant now, List<Instant> due) {
    if (region.scale().initial() == 0) {
      return true;
    }
    var since = sinceOnlyOthersServe(fleet, region, seen);
    if (since.isEmpty()) {
      return false;
    }
    var then = since.get().plus(PATIENCE);
    if (then.isAfter(now)) {
      due.add(then);
    }
    return !then.isAfter(now);
  }

  private static Optional<Instant> sinceOnlyOthersServe(
      Fleet fleet, Region region, List<Pod> seen) {
    var own = seen.stream().filter(pod -> isOf(region, pod)).toList();
    if (own.isEmpty() || own.stream().anyMatch(Pods::isReadyToStay)) {
      return Optional.empty();
    }
    var othersServe =
        seen.stream()
            .filter(pod -> Pods.isReadyToStay(pod))
            .filter(pod -> fleet.regions().stream().anyMatch(other -> isOf(other, pod)))
            .map(Routing::lastTurn)
            .min(Comparator.naturalOrder());
    var ownGone = own.stream().map(Routing::lastTurn).max(Comparator.naturalOrder());
    return othersServe.map(
        serving -> ownGone.filter(gone -> gone.isAfter(serving)).orElse(serving));
  }

  private static boolean isOf(Region region, Pod pod) {
    return region.name().equals(Names.regionOf(pod));
  }

  /** When it became ready or ceased to be; of one that never said so, when it was made. */
  private static Instant lastTurn(Pod pod) {
    return Pods.condition(pod, "Ready")
        .map(condition -> condition.getLastTransitionTime())
        .or(() -> Optional.ofNullable(pod.getMetadata().getCreationTimestamp()))
        .map(Instant::parse)
        .orElse(Instant.EPOCH);
  }

  private static Stream<Rerouting> turn(
      Fleet fleet, Region region, Observation seen, boolean isAway) {
    var host = region.host();
    var name = Names.region(fleet.owner(), region);
    return host == null
        ? Stream.empty()
        : Stream.of(Ingress.class, HTTPRoute.class)
            .flatMap(kind -> seen.find(kind, name).stream())
            .filter(object ->
                Backends.of(object)
                    .anyMatch(service -> isOf(fleet.owner(), region, service) == isAway))
            .map(object -> new Rerouting(Ref.to(object), region.name(), host, isAway));
  }

  /** Whether a Service names relays of the region alone. */
  private static boolean isOf(Owner owner, Region region, String service) {
    return service.equals(Names.region(owner, region))
        || service.equals(Names.regionEntry(owner, region))
        || Stream.of(Colour.BLUE, Colour.GREEN)
            .anyMatch(colour -> service.equals(Names.relaySet(owner, region.in(colour))));
  }
}
