package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.rollout.Turn;
import io.gunrelay.operator.rollout.Turn.Lean;
import io.gunrelay.operator.traffic.Endpoint;
import io.gunrelay.operator.traffic.Lead;
import io.gunrelay.operator.traffic.Split;
import io.gunrelay.operator.traffic.Split.Part;
import io.gunrelay.operator.traffic.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where the hosts of one cluster lead.
 *
 * @param colour of the relays that Services name by their labels; none while relays without one
 *     serve still
 * @param fleet which relays take those who come by the fleet's host; without parts all of the
 *     colour
 * @param away regions whose own hosts lead to all
 * @param splits the same of each region's own host, by its name
 * @param endpoints the relays that are led to, by region, and of all by the empty name; while hosts
 *     are guided
 * @param isGuided whether labels alone cannot say where hosts lead: there is a rollout, or a region
 *     serves clients of another one
 */
public record Leads(
    Colour colour,
    Split fleet,
    Set<String> away,
    Map<String, Split> splits,
    Map<String, List<Endpoint>> endpoints,
    boolean isGuided) {

  private static final int FULL = 100;

  public Leads {
    splits = Map.copyOf(splits);
    endpoints = Map.copyOf(endpoints);
  }

  /**
   * Decides once.
   *
   * @param away regions whose own hosts lead to all
   * @param served which regions serve whose clients; a region that is not here serves its own
   */
  static Leads of(
      Fleet fleet, Observation seen, Turn turn, Set<String> away, Map<String, Serving> served) {
    var colour = hasUncoloured(fleet, seen) ? Colour.NONE : servicesColour(turn);
    boolean isAnyServed =
        served.entrySet().stream().anyMatch(one -> !one.getKey().equals(one.getValue().region()));
    if (fleet.entry() == null || (!turn.isUnderWay() && !isAnyServed)) {
      return new Leads(colour, new Split(List.of()), away, Map.of(), Map.of(), false);
    }
    var weights = Traffic.by(Objects.requireNonNull(fleet.entry()).door()).hasWeights();
    var all = new ArrayList<Part>();
    var own = new HashMap<String, Split>();
    var endpoints = new HashMap<String, List<Endpoint>>();
    for (var region : fleet.regions()) {
      var parts = parts(region, turn, weights);
      var serving = served.getOrDefault(region.name(), new Serving(region.name(), FULL));
      own.put(region.name(), new Split(parts(fleet, parts, serving, turn, weights)));
      endpoints.put(region.name(), endpoints(own.get(region.name()).sets(), seen));
      int size = ready(region, seen, turn);
      parts.stream()
          .map(part -> new Part(part.region(), share(part.weight() * size, serving.own())))
          .filter(part -> part.weight() > 0)
          .forEach(all::add);
    }
    var whole = new Split(all);
    endpoints.put("", endpoints(whole.sets(), seen));
    return isAnyServed || isSplit(turn)
        ? new Leads(colour, whole, away, own, endpoints, true)
        : new Leads(colour, new Split(List.of()), away, Map.of(), endpoints, true);
  }

  /** What takes those who come by a region's own host. */
  private static List<Part> parts(
      Fleet fleet, List<Part> own, Serving serving, Turn turn, boolean weights) {
    var other =
        fleet.regions().stream()
            .filter(region -> region.name().equals(serving.region()))
            .findFirst()
            .map(region -> parts(region, turn, weights))
            .orElse(List.of());
    // Who is handed over to come home is to come home, so shares are of those who are connected.
    return other.isEmpty() || serving.own() > 0 ? own : other;
  }

  /** Of whole numbers; whoever is to get something gets something. */
  private static int share(int weight, int percent) {
    return Math.ceilDiv(weight * percent, FULL);
  }

  private static List<Endpoint> endpoints(Set<Region> sets, Observation seen) {
    return seen.pods().stream()
        .filter(Pods::isReadyToStay)
        .filter(pod ->
            sets.stream()
                .anyMatch(set ->
                    set.name().equals(Names.regionOf(pod)) && set.colour() == Names.colourOf(pod)))
        .filter(pod -> pod.getStatus().getPodIP() != null)
        .map(pod ->
            new Endpoint(
                pod.getStatus().getPodIP(),
                pod.getMetadata().getName(),
                pod.getSpec() == null ? null : pod.getSpec().getNodeName()))
        .sorted(Comparator.comparing(Endpoint::pod))
        .toList();
  }

  /** The same without some relays. */
  Leads without(Set<String> pods) {
    var others = new HashMap<String, List<Endpoint>>();
    endpoints.forEach((region, all) ->
        others.put(region, all.stream().filter(one -> !pods.contains(one.pod())).toList()));
    return new Leads(colour, fleet, away, splits, others, isGuided);
  }

  /** The relays that a host leads to: of a region, or of all. */
  public List<Endpoint> endpoints(Region region) {
    return endpoints.getOrDefault(region.name(), List.of());
  }

  /** Relays that an operator of before 0.1 has made; they go once others are ready. */
  static boolean hasUncoloured(Fleet fleet, Observation seen) {
    return seen.objects().stream()
        .filter(object -> object instanceof Deployment && Ownership.isOurs(fleet.owner(), object))
        .filter(object -> Names.colourOf(object) == Colour.NONE)
        .anyMatch(object ->
            seen.pods().stream()
                .anyMatch(pod ->
                    Names.regionOf(pod).equals(Names.regionOf(object))
                        && Names.colourOf(pod) == Colour.NONE
                        && !Pods.isOver(pod)));
  }

  /** The new one as soon as all clients are to be there, so that entries can lead to it at last. */
  private static Colour servicesColour(Turn turn) {
    return turn.course()
        .attempt()
        .filter(attempt -> attempt.phase() == RolloutPhase.Draining)
        .map(attempt -> attempt.colour())
        .orElse(turn.course().serving());
  }

  private static boolean isSplit(Turn turn) {
    return turn.course()
        .attempt()
        .filter(attempt -> attempt.phase() != RolloutPhase.Starting || attempt.group() > 0)
        .isPresent();
  }

  private static List<Part> parts(Region region, Turn turn, boolean weights) {
    if (!turn.isUnderWay()) {
      return List.of(new Part(region.in(turn.course().serving()), FULL));
    }
    var way = turn.way(region.name());
    var serving = region.in(turn.course().serving());
    var candidate = region.in(turn.course().attempt().orElseThrow().colour());
    return switch (weights ? way.lean() : one(way.lean())) {
      case SERVING -> List.of(new Part(serving, FULL));
      case CANDIDATE -> List.of(new Part(candidate, FULL));
      case BOTH, BOTH_CANDIDATE_LACKS ->
          List.of(new Part(serving, FULL - way.percent()), new Part(candidate, way.percent()));
    };
  }

  /** Where no shares can be given, whoever lacks some gets all. */
  private static Lean one(Lean lean) {
    return switch (lean) {
      case SERVING, BOTH -> Lean.SERVING;
      case CANDIDATE, BOTH_CANDIDATE_LACKS -> Lean.CANDIDATE;
    };
  }

  private static int ready(Region region, Observation seen, Turn turn) {
    return (int)
        seen.pods().stream()
            .filter(pod -> region.name().equals(Names.regionOf(pod)) && Pods.isReadyToStay(pod))
            .filter(pod -> turn.course().revisions().containsKey(Names.colourOf(pod)))
            .count();
  }

  /** Where the fleet's host leads. */
  public Lead ofFleet(Fleet part) {
    var owner = part.owner();
    return traffic(part).lead(owner, fleet, Names.relays(owner), Names.relaysEntry(owner));
  }

  /** Where a region's own host leads. */
  public Lead ofRegion(Fleet part, Region region) {
    var isServed =
        split(region).parts().stream().anyMatch(one -> !one.region().name().equals(region.name()));
    if ((away.contains(region.name()) && !isServed) || !part.regions().contains(region)) {
      return ofFleet(part);
    }
    var owner = part.owner();
    return traffic(part)
        .lead(owner, split(region), Names.region(owner, region), Names.regionEntry(owner, region));
  }

  private Split split(Region region) {
    return splits.getOrDefault(region.name(), new Split(List.of()));
  }

  private static Traffic traffic(Fleet part) {
    return Traffic.by(Objects.requireNonNull(part.entry()).door());
  }
}
