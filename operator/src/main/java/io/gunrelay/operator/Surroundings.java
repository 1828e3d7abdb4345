package io.gunrelay.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.api.v1alpha1.RolloutStatus;
import io.gunrelay.operator.checks.Checks;
import io.gunrelay.operator.checks.Questions;
import io.gunrelay.operator.clusters.OtherCluster;
import io.gunrelay.operator.clusters.OtherClusters;
import io.gunrelay.operator.config.Settings;
import io.gunrelay.operator.decide.Balance.HandOver;
import io.gunrelay.operator.decide.Courses;
import io.gunrelay.operator.decide.Pods;
import io.gunrelay.operator.entries.Goal;
import io.gunrelay.operator.entries.Trials;
import io.gunrelay.operator.failover.Doubt;
import io.gunrelay.operator.failover.Spells;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.lead.Fence;
import io.gunrelay.operator.lead.Leadership;
import io.gunrelay.operator.observe.ClientApi;
import io.gunrelay.operator.observe.HomeView;
import io.gunrelay.operator.observe.KindsChanges;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.observe.Observer;
import io.gunrelay.operator.observe.OptionalKinds;
import io.gunrelay.operator.observe.PerformanceLog;
import io.gunrelay.operator.observe.PerformanceLog.Span;
import io.gunrelay.operator.observe.View;
import io.gunrelay.operator.observe.Watches;
import io.gunrelay.operator.relays.RelayReports;
import io.gunrelay.operator.rollout.Answer;
import io.gunrelay.operator.rollout.Turn.Move;
import io.gunrelay.relay.api.DrainOrder;
import io.gunrelay.relay.api.RegionLease;
import io.gunrelay.relay.api.trial.TrialClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * All that rounds read from, and that starts them: informers here and elsewhere, relays' reports.
 */
final class Surroundings {

  private static final Duration TRIAL_INTERVAL = Duration.ofSeconds(10);
  private static final Duration TRIAL_TICK = Duration.ofSeconds(1);

  private final Watches watches = new Watches();
  private final ClientApi api;
  private final RelayReports reports;
  private final Trials trials;
  private final OtherClusters clusters;
  private final Observer observer;
  private final PerformanceLog log = new PerformanceLog();
  private final Sightings sightings = new Sightings();
  private final Checks checks;
  private final OptionalKinds optionalKinds;
  private final Duration kindsInterval;

  Surroundings(
      Settings settings,
      KubernetesClient client,
      Leadership leadership,
      InstantSource clock,
      SecureRandom random) {
    this.api = new ClientApi(client);
    this.reports = new RelayReports(settings.reportInterval(), clock, leadership::isHeld);
    this.clusters =
        new OtherClusters(client, new Fence(leadership), clock, settings.clusterInterval());
    this.trials =
        new Trials(
            new Witnesses(new TrialClient("operator", clock, System::nanoTime, random), reports),
            clock,
            TRIAL_INTERVAL,
            TRIAL_TICK);
    this.observer = new Observer(reports, trials);
    this.checks = new Checks(settings.prometheus());
    this.optionalKinds = new OptionalKinds(client, settings.namespaces());
    this.kindsInterval = settings.kindsInterval();
  }

  List<EventSource<?, GunRelayCluster>> eventSources(EventSourceContext<GunRelayCluster> context) {
    var sources = new ArrayList<>(watches.create(context));
    sources.add(reports);
    sources.add(trials);
    sources.add(clusters);
    sources.add(new KindsChanges(optionalKinds, kindsInterval, context.getPrimaryCache()));
    return sources;
  }

  /** Other clusters, as they are now; a resource has to do with these from now on. */
  Map<Site.Other, OtherCluster> others(GunRelayCluster resource, Collection<Site.Other> sites) {
    var id = ResourceID.fromResource(resource);
    clusters.follow(id, sites);
    var others = new LinkedHashMap<Site.Other, OtherCluster>();
    sites.forEach(site -> others.put(site, clusters.of(id, site)));
    return others;
  }

  HomeView home(GunRelayCluster resource, Context<GunRelayCluster> context) {
    var optional = optionalKinds.known();
    watches.add(optional, context);
    return new HomeView(watches, resource, optional, api);
  }

  /** What there is of the resource in its own cluster; the relays of all clusters are asked. */
  Observation observe(
      GunRelayCluster resource, HomeView home, Map<Site.Other, OtherCluster> others) {
    observer.follow(
        resource,
        Stream.concat(Stream.of(home), others.values().stream().filter(OtherCluster::isOpen))
            .toList());
    return observer.observe(resource, home);
  }

  /** What there is in the others, or was when it was last seen. */
  Map<Site, Observation> observe(GunRelayCluster resource, Map<Site.Other, OtherCluster> others) {
    var seen = new LinkedHashMap<Site, Observation>();
    others.forEach((site, other) -> seen.put(site, observer.observe(resource, other)));
    return seen;
  }

  /**
   * Has relays hand clients over, as was decided.
   *
   * @param view of the cluster that they are in
   * @param told how each order was taken, on a thread of its own
   */
  void handOver(
      GunRelayCluster resource,
      View view,
      String region,
      List<HandOver> orders,
      String token,
      BiConsumer<HandOver, Boolean> told) {
    for (var order : orders) {
      relay(resource, view, region, order.relay())
          .ifPresent(relay ->
              reports.handOver(relay, order.share(), token, taken -> told.accept(order, taken)));
    }
  }

  /**
   * Has a relay hand clients over, as a rollout or a failover asks for it; how it was taken as
   * above.
   */
  void move(
      GunRelayCluster resource,
      View view,
      Move move,
      String token,
      BiConsumer<Move, Boolean> told) {
    relay(resource, view, move.region(), move.relay())
        .ifPresent(relay ->
            reports.move(
                relay,
                new DrainOrder(
                    move.urls().isEmpty() ? null : move.urls(),
                    move.rate(),
                    move.share(),
                    move.entry().isEmpty() ? null : move.entry()),
                token,
                taken -> told.accept(move, taken)));
  }

  private static Optional<RelayReports.Relay> relay(
      GunRelayCluster resource, View view, String region, String name) {
    return view.pods().stream()
        .filter(pod -> pod.getMetadata().getName().equals(name))
        .filter(Pods::canHandOver)
        .findFirst()
        .map(pod ->
            new RelayReports.Relay(
                ResourceID.fromResource(resource), region, name, view.adminPort(pod)));
  }

  /** What relays did of late, while a rollout wants to know. */
  Map<String, Span> spans(
      GunRelayCluster resource, Fleet fleet, Collection<Observation> seen, Instant now) {
    var id = ResourceID.fromResource(resource);
    if (judged(resource).isEmpty()) {
      // While clients are moved, what they do when they arrive would be judged.
      log.forget(id);
      return Map.of();
    }
    return log.note(
        id, seen.stream().flatMap(Observation::relays).distinct(), interval(fleet), now);
  }

  /** What whoever else is asked says of the new relays of the step that is held. */
  List<Answer> answers(GunRelayCluster resource, Fleet fleet, Instant now) {
    var id = ResourceID.fromResource(resource);
    var rollout = judged(resource);
    if (rollout.isEmpty()) {
      checks.forget(id);
      return List.of();
    }
    return checks.answers(
        id, Questions.of(fleet, rollout.get()), Courses.since(rollout.get()), interval(fleet), now);
  }

  /** How long what is the matter with regions now has been, and how often of late. */
  Spells note(GunRelayCluster resource, Set<Doubt> seen, Instant now) {
    return sightings.note(resource, seen, now);
  }

  /** The rollout whose new relays are being judged, if there is one. */
  private static Optional<RolloutStatus> judged(GunRelayCluster resource) {
    return Optional.ofNullable(resource.getStatus())
        .map(GunRelayClusterStatus::rollout)
        .filter(rollout -> rollout.phase() == RolloutPhase.Judging);
  }

  private static Duration interval(Fleet fleet) {
    return Duration.ofSeconds(fleet.strategy().analysis().intervalSeconds());
  }

  /** Tells relays from now on, while they are asked, which region serves whose clients. */
  void tell(GunRelayCluster resource, String token, List<RegionLease> leases) {
    reports.tell(ResourceID.fromResource(resource), token, leases);
  }

  /** Has the relays of a fleet asked more often, or no more so. */
  void hurry(GunRelayCluster resource, boolean now) {
    reports.hurry(ResourceID.fromResource(resource), now);
  }

  /** Has the entries of a fleet tried from now on, and no others of it. */
  void tryEntries(GunRelayCluster resource, List<Goal> goals) {
    trials.follow(ResourceID.fromResource(resource), goals);
  }

  void forget(GunRelayCluster resource) {
    trials.onResourceDeleted(resource);
    reports.onResourceDeleted(resource);
    log.forget(ResourceID.fromResource(resource));
    checks.forget(ResourceID.fromResource(resource));
    sightings.forget(resource);
    clusters.onResourceDeleted(resource);
  }
}
