package io.gunrelay.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.apply.Applier;
import io.gunrelay.operator.apply.InformedObjects;
import io.gunrelay.operator.apply.KubeObjects;
import io.gunrelay.operator.apply.Outcome;
import io.gunrelay.operator.apply.Settled;
import io.gunrelay.operator.clusters.Availability;
import io.gunrelay.operator.clusters.OtherCluster;
import io.gunrelay.operator.credentials.Credentials;
import io.gunrelay.operator.credentials.EntryCredentials;
import io.gunrelay.operator.credentials.EntryIssuer;
import io.gunrelay.operator.decide.Balance;
import io.gunrelay.operator.decide.Balance.HandOver;
import io.gunrelay.operator.decide.ClusterState;
import io.gunrelay.operator.decide.Decision;
import io.gunrelay.operator.decide.Doorways;
import io.gunrelay.operator.decide.EntryGoals;
import io.gunrelay.operator.decide.Evacuation;
import io.gunrelay.operator.decide.Guests;
import io.gunrelay.operator.decide.Handback;
import io.gunrelay.operator.decide.Judgement;
import io.gunrelay.operator.decide.Leftovers;
import io.gunrelay.operator.decide.Parts;
import io.gunrelay.operator.decide.Plan;
import io.gunrelay.operator.decide.Pods;
import io.gunrelay.operator.decide.Progress;
import io.gunrelay.operator.decide.RegionLeases;
import io.gunrelay.operator.decide.Remembered;
import io.gunrelay.operator.decide.Routing;
import io.gunrelay.operator.decide.Rulings;
import io.gunrelay.operator.decide.SelfSigned;
import io.gunrelay.operator.decide.Share;
import io.gunrelay.operator.decide.Told;
import io.gunrelay.operator.decide.Trouble;
import io.gunrelay.operator.decide.Turns;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.entries.Goal;
import io.gunrelay.operator.failover.Doubt;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Spells;
import io.gunrelay.operator.fleet.Doorway;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.HomeView;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.observe.PerformanceLog.Span;
import io.gunrelay.operator.observe.View;
import io.gunrelay.operator.relays.Address;
import io.gunrelay.operator.rollout.Answer;
import io.gunrelay.operator.rollout.Turn;
import io.gunrelay.operator.rollout.Turn.Move;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Plans and applies a fleet in each of its clusters, the resource's own first. */
final class FleetRound {

  private final GunRelayCluster resource;
  private final Fleet fleet;
  private final HomeView home;
  private final Map<Site.Other, OtherCluster> others;
  private final Remembered remembered;
  private final Map<Site, Observation> seen;
  private final Credentials credentials;
  private final EntryIssuer entryIssuer;
  private final Instant now;
  private final List<Doorway> doorways;
  private final Parts parts;
  private final Progress progress;
  private final Turn turn;
  private final Ruling failover;
  private final Map<String, Integer> guests;
  private final List<Share> shares = new ArrayList<>();
  private final List<Deeds> deeds = new ArrayList<>();

  /**
   * @param others every cluster of the fleet's regions and of those that are leaving
   * @param seen of each cluster, what there is or was when it was last seen
   * @param spans what relays did of late, by name
   * @param answers of whoever else is asked of new relays
   * @param memory of what is the matter with regions
   */
  FleetRound(
      GunRelayCluster resource,
      Fleet fleet,
      HomeView home,
      Map<Site.Other, OtherCluster> others,
      Remembered remembered,
      Map<Site, Observation> seen,
      Credentials credentials,
      EntryIssuer entryIssuer,
      Map<String, Span> spans,
      List<Answer> answers,
      Function<Set<Doubt>, Spells> memory,
      Instant now) {
    this.resource = resource;
    this.fleet = fleet;
    this.home = home;
    this.others = new LinkedHashMap<>(others);
    this.remembered = remembered;
    this.seen = Map.copyOf(seen);
    this.credentials = credentials;
    this.entryIssuer = entryIssuer;
    this.now = now;
    this.doorways = Doorways.of(fleet, this.seen);
    this.parts = parts();
    this.progress = Turns.of(resource, fleet, this.seen, outages(), spans, answers, now);
    this.turn = progress.turn();
    this.failover = Rulings.of(resource, fleet, this.seen, outages(), memory, now);
    this.guests = Guests.of(fleet, this.seen, failover);
  }

  private Map<Site, String> outages() {
    var outages = new LinkedHashMap<Site, String>();
    others.forEach((site, cluster) -> {
      if (!cluster.isOpen()) {
        outages.put(site, cluster.outage().orElse("it is being connected to"));
      }
    });
    return outages;
  }

  /** Does all but write: what a round needs is at hand and compiled then. */
  void rehearse(KubernetesClient client, Context<GunRelayCluster> context, Settled settled) {
    Applier.rehearse(plan(new Site.Home()), homeObjects(client, context), settled);
  }

  private KubeObjects homeObjects(KubernetesClient client, Context<GunRelayCluster> context) {
    return new InformedObjects(home, client, context, resource.getMetadata().getNamespace());
  }

  /** Plans, and writes nothing. */
  void look() {
    leave(plan(new Site.Home()), Optional.empty());
    others.forEach((site, cluster) -> leave(plan(site), cluster.outage()));
  }

  /** Plans and applies. */
  void run(KubernetesClient client, Context<GunRelayCluster> context, Settled settled) {
    carryOut(plan(new Site.Home()), homeObjects(client, context), settled);
    others.forEach((site, cluster) -> {
      var plan = plan(site);
      if (cluster.isOpen() && remembered.has(site)) {
        carryOut(plan, cluster.objects(context), settled);
      } else {
        leave(plan, cluster.outage());
      }
    });
  }

  private Parts parts() {
    var open = new LinkedHashMap<Site, Observation>();
    seen.forEach((site, observation) -> {
      if (isOpen(site)) {
        open.put(site, observation);
      }
    });
    return Parts.of(fleet, others.keySet(), open, remembered.endpoints(), doorways);
  }

  private boolean isOpen(Site site) {
    return switch (site) {
      case Site.Home home -> true;
      case Site.Other other -> isOpen(other);
    };
  }

  private boolean isOpen(Site.Other site) {
    var cluster = others.get(site);
    return cluster != null && cluster.isOpen();
  }

  private Plan plan(Site site) {
    var plan =
        Decision.plan(parts.at(site), seen(site), credentials, turn, failover.leads(), now)
            .hosting(guests);
    return SelfSigned.add(plan, seen(site), entryIssuer, now);
  }

  private Observation seen(Site site) {
    return seen.getOrDefault(site, Observation.NOTHING);
  }

  private void carryOut(Plan plan, KubeObjects objects, Settled settled) {
    var outcome = Applier.apply(plan, objects, settled);
    var site = plan.fleet().owner().site();
    deeds.add(new Deeds(site, told(plan), isNews(site), outcome));
    shares.add(new Share(plan, seen(site).with(outcome.written()), troubles(site, outcome)));
  }

  private static List<Told> told(Plan plan) {
    return Stream.concat(
            plan.routing().turns().stream().map(Routing.Rerouting::told),
            SelfSigned.told(plan).stream())
        .toList();
  }

  private boolean isNews(Site site) {
    return switch (site) {
      case Site.Home home ->
          turn.isUnderWay() || progress.isCourseNew() || !failover.why().isEmpty();
      case Site.Other other ->
          turn.isUnderWay()
              || progress.isCourseNew()
              || !failover.why().isEmpty()
              || seen(site).objects().isEmpty()
              || remembered.isOut(other);
    };
  }

  private static List<Trouble> troubles(Site site, Outcome outcome) {
    return switch (site) {
      case Site.Home home -> outcome.troubles();
      case Site.Other other ->
          outcome.troubles().stream()
              .map(trouble ->
                  new Trouble(
                      trouble.reason(),
                      "in the cluster of Secret " + other.secret() + ": " + trouble.message()))
              .toList();
    };
  }

  private void leave(Plan plan, Optional<String> outage) {
    shares.add(new Share(plan, seen(plan.fleet().owner().site()), List.of(), outage));
  }

  Verdict verdict(Instant now) {
    return Judgement.of(fleet, progress, failover, shares, states(), now);
  }

  /** What every cluster is that has something, or is about to get it. */
  private List<ClusterState> states() {
    return others.entrySet().stream()
        .filter(entry -> !isDone(entry.getKey()))
        .map(entry ->
            new ClusterState(
                entry.getKey(), entry.getValue().outage(), parts.endpoints(entry.getKey())))
        .toList();
  }

  /** Whether no region is there and nothing is left of those that were. */
  private boolean isDone(Site.Other site) {
    return !fleet.sites().contains(site)
        && isOpen(site)
        && Leftovers.isNothing(fleet.owner().at(site), seen(site));
  }

  /** Has relays hand clients over to those of another colour, or of another region. */
  void move(Surroundings surroundings, BiConsumer<Move, Boolean> told) {
    var token = credentials.orderToken();
    if (token.isEmpty()) {
      return;
    }
    var moves = new ArrayList<Move>(turn.moves());
    moves.addAll(Evacuation.moves(fleet, seen, failover, now));
    moves.addAll(Handback.moves(fleet, seen, failover, now));
    for (var move : moves) {
      site(move.region())
          .flatMap(this::view)
          .ifPresent(view -> surroundings.move(resource, view, move, token.get(), told));
    }
  }

  /** Tells relays which region serves whose clients, as it has been written. */
  void tell(Surroundings surroundings) {
    var token = credentials.orderToken();
    surroundings.tell(
        resource,
        token.orElse(""),
        token.isEmpty()
            ? List.of()
            : shares.stream()
                .filter(share -> share.plan().fleet().owner().site() instanceof Site.Home)
                .flatMap(
                    share -> RegionLeases.told(fleet, share.seen(), seen.values(), now).stream())
                .toList());
  }

  private Optional<Site> site(String region) {
    return fleet.regions().stream()
        .filter(candidate -> candidate.name().equals(region))
        .map(Region::site)
        .findFirst();
  }

  /** Whether relays are to be asked often, as clients are moved by what they say. */
  boolean isInAHurry() {
    return turn.isUnderWay() || fleet.canFailOver() || RegionLeases.isAnyFenced(seen.values());
  }

  /** The entries that are to be tried, and which relays are asked about each. */
  List<Goal> entryGoals() {
    return EntryGoals.of(fleet, failover.course(), doorways).stream()
        .map(goal -> goal.with(relaysElsewhere(goal.region()), credentials.orderToken()))
        .toList();
  }

  /** One that takes clients of each other region that can be worked with. */
  private List<Address> relaysElsewhere(String region) {
    return fleet.regions().stream()
        .filter(other -> !other.name().equals(region))
        .flatMap(other ->
            view(other.site()).stream()
                .flatMap(view ->
                    view.pods().stream()
                        .filter(pod -> other.name().equals(Names.regionOf(pod)))
                        .filter(Pods::isReadyToStay)
                        .limit(1)
                        .map(view::adminPort)))
        .toList();
  }

  /** When it may have to be decided again which region serves whose clients. */
  Optional<Instant> failoverDue() {
    return failover.again();
  }

  /** A cluster that can be worked with. */
  private Optional<View> view(Site site) {
    return switch (site) {
      case Site.Home atHome -> Optional.of(home);
      case Site.Other other ->
          isOpen(other) ? Optional.ofNullable(others.get(other)) : Optional.empty();
    };
  }

  /** Has relays hand clients over to those that were added. */
  void rebalance(Verdict verdict, Surroundings surroundings, BiConsumer<HandOver, Boolean> told) {
    var token = credentials.orderToken();
    for (var state : verdict.regions()) {
      if (token.isPresent() && state.balance() instanceof Balance.Uneven(var orders)) {
        site(state.name())
            .flatMap(this::view)
            .ifPresent(view ->
                surroundings.handOver(resource, view, state.name(), orders, token.get(), told));
      }
    }
  }

  /** Whether the resource has to be held before anything is written elsewhere. */
  boolean needsFinalizer() {
    return !others.isEmpty() && !Finalizer.isOn(resource);
  }

  /** Whether the resource is held for nothing. */
  boolean isRidOfOthers() {
    return others.isEmpty() && Finalizer.isOn(resource);
  }

  /** Clusters that had something, and that nobody wants to wait for any more. */
  List<Site.Other> abandoned() {
    return remembered.sites().stream().filter(site -> !others.containsKey(site)).toList();
  }

  Credentials credentials() {
    return credentials;
  }

  /**
   * Whether there is something to be done as soon as the status is written: in a cluster that
   * stands there from now on, or about one that does not any more.
   */
  boolean awaitsStatus() {
    return others.keySet().stream().anyMatch(site -> isOpen(site) && !remembered.has(site))
        || (!isUnsettled()
            && others.keySet().stream().anyMatch(site -> remembered.has(site) && isDone(site)));
  }

  /** Whether something is not known that will be in a moment: what is reported can wait for it. */
  boolean isUnsettled() {
    return others.entrySet().stream()
        .anyMatch(entry ->
            remembered.has(entry.getKey())
                && entry.getValue().availability() instanceof Availability.Opening);
  }

  /** When something may be due though nothing happens: of hosts, and of their certificates. */
  Optional<Instant> next() {
    return Stream.concat(
            Stream.of(turn.again(), spared()).flatMap(Optional::stream),
            shares.stream()
                .map(Share::plan)
                .flatMap(plan ->
                    Stream.concat(
                        plan.routing().next().stream(),
                        plan.entryCredentials().map(EntryCredentials::next).stream())))
        .min(Comparator.naturalOrder());
  }

  /** When what is spared for a moment is looked at again. */
  private Optional<Instant> spared() {
    return shares.stream().anyMatch(share -> share.plan().spares())
        ? Optional.of(now.plusSeconds(1))
        : Optional.empty();
  }

  /** Whether what others come by, clients or relays of other clusters, has no address yet. */
  boolean awaitsAddress() {
    return shares.stream().anyMatch(Share::awaitsAddress);
  }

  /** Whether a certificate of an entry is not ready yet. */
  boolean awaitsCertificate(Instant now) {
    return shares.stream().anyMatch(share -> share.awaitsCertificate(now));
  }

  List<Deeds> deeds() {
    return deeds;
  }
}
