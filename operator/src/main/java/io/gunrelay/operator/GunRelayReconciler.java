package io.gunrelay.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.apply.Outcome;
import io.gunrelay.operator.apply.Settled;
import io.gunrelay.operator.clusters.Availability;
import io.gunrelay.operator.clusters.OtherCluster;
import io.gunrelay.operator.config.Settings;
import io.gunrelay.operator.credentials.EntryIssuer;
import io.gunrelay.operator.credentials.Issuer;
import io.gunrelay.operator.decide.Judgement;
import io.gunrelay.operator.decide.Pause;
import io.gunrelay.operator.decide.Remembered;
import io.gunrelay.operator.decide.Secrets;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.FleetReader;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.fleet.Reading;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.lead.Accession;
import io.gunrelay.operator.lead.Leadership;
import io.gunrelay.operator.trace.Traces;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Observe, decide, apply, report: one round for one resource. */
@ControllerConfiguration(
    name = "gunrelaycluster",
    fieldManager = Names.FIELD_MANAGER,
    generationAwareEventProcessing = false,
    // Those that are being deleted, too: the finalizer is ours to add and to remove.
    triggerReconcilerOnAllEvents = true,
    informer = @Informer(onUpdateFilter = WishesAndSpec.class))
@GradualRetry(
    maxAttempts = -1,
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 60_000)
public final class GunRelayReconciler implements Reconciler<GunRelayCluster> {

  private static final Duration AT_ONCE = Duration.ofMillis(10);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /** A region that is down is not to be waited with for that long. */
  private static final Duration SHORTEST_WAIT_IN_A_HURRY = Duration.ofMillis(200);

  private static final Duration RECHECK = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofHours(12);

  private final Leadership leadership;
  private final KubernetesClient client;
  private final Settings settings;
  private final FleetReader reader;
  private final Surroundings surroundings;
  private final Issuer issuer;
  private final EntryIssuer entryIssuer;
  private final Settled settled;
  private final Account account;
  private final InstantSource clock;

  public GunRelayReconciler(
      Settings settings,
      KubernetesClient client,
      MeterRegistry registry,
      Traces traces,
      InstantSource clock,
      SecureRandom random,
      Leadership leadership) {
    this.leadership = leadership;
    this.client = client;
    this.settings = settings;
    this.reader = new FleetReader(settings.relayImages(), settings.allowed(), settings.namespace());
    this.surroundings = new Surroundings(settings, client, leadership, clock, random);
    this.issuer = new Issuer(random, settings.certificateDelivery());
    this.entryIssuer = new EntryIssuer(random);
    this.settled = new Settled(clock);
    this.account = new Account(client, registry, traces, clock);
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, GunRelayCluster>> prepareEventSources(
      EventSourceContext<GunRelayCluster> context) {
    var sources = new ArrayList<>(surroundings.eventSources(context));
    sources.add(new Accession(leadership, context.getPrimaryCache()));
    return sources;
  }

  @Override
  public UpdateControl<GunRelayCluster> reconcile(
      GunRelayCluster cluster, Context<GunRelayCluster> context) {
    if (context.isPrimaryResourceDeleted()) {
      forget(cluster);
      return UpdateControl.noUpdate();
    }
    if (!leadership.enter()) {
      standBy(cluster, context);
      return UpdateControl.noUpdate();
    }
    try {
      return round(cluster, context);
    } finally {
      leadership.leave();
    }
  }

  /**
   * A round without a write: once the Lease is won, all is in memory that a round needs, its code
   * is compiled, and the last reports are known.
   */
  private void standBy(GunRelayCluster cluster, Context<GunRelayCluster> context) {
    account.leave(cluster);
    if (reader.read(cluster) instanceof Fleet fleet) {
      var round = begin(cluster, fleet, context);
      round.rehearse(client, context, settled);
      surroundings.hurry(cluster, round.isInAHurry());
      surroundings.tryEntries(cluster, List.of());
    }
  }

  private UpdateControl<GunRelayCluster> round(
      GunRelayCluster cluster, Context<GunRelayCluster> context) {
    if (cluster.isMarkedForDeletion()) {
      return remove(cluster, context);
    }
    return switch (reader.read(cluster)) {
      case Reading.Refused refused -> {
        account.report(cluster, Judgement.of(refused, Remembered.of(cluster).states()), context);
        yield UpdateControl.noUpdate();
      }
      case Fleet fleet -> reconcile(cluster, fleet, context);
    };
  }

  private void forget(GunRelayCluster cluster) {
    account.forget(cluster);
    surroundings.forget(cluster);
  }

  private FleetRound begin(GunRelayCluster cluster, Fleet fleet, Context<GunRelayCluster> context) {
    var remembered = Remembered.of(cluster);
    var others = surroundings.others(cluster, remembered.sites(cluster, fleet));
    var home = surroundings.home(cluster, context);
    var atHome = surroundings.observe(cluster, home, others);
    var seen = surroundings.observe(cluster, others);
    seen.put(new Site.Home(), atHome);
    var credentials =
        issuer.issue(
            fleet.owner().uid(),
            Secrets.found(fleet.owner(), atHome).everywhere(isDelivered(others)),
            Annotation.ROTATE_CERTIFICATES.of(cluster),
            clock.instant());
    var now = clock.instant();
    return new FleetRound(
        cluster,
        fleet,
        home,
        others,
        remembered,
        seen,
        credentials,
        entryIssuer,
        surroundings.spans(cluster, fleet, seen.values(), clock.instant()),
        surroundings.answers(cluster, fleet, clock.instant()),
        doubts -> surroundings.note(cluster, doubts, now),
        now);
  }

  /** Whether every cluster has had the time to deliver what stands in its Secrets. */
  private boolean isDelivered(Map<Site.Other, OtherCluster> others) {
    return others.values().stream()
        .allMatch(other ->
            other.availability() instanceof Availability.Open(var since)
                && !clock.instant().isBefore(since.plus(settings.certificateDelivery())));
  }

  private UpdateControl<GunRelayCluster> reconcile(
      GunRelayCluster cluster, Fleet fleet, Context<GunRelayCluster> context) {
    var round = begin(cluster, fleet, context);
    var paused = Pause.isAskedFor(cluster);
    if (paused) {
      round.look();
    } else if (round.needsFinalizer()) {
      Finalizer.add(client, cluster);
      return again(AT_ONCE);
    } else {
      round.run(client, context, settled);
    }
    account.tell(cluster, round.deeds(), round.credentials().step());
    account.abandoned(cluster, round.abandoned());
    var verdict = round.verdict(clock.instant());
    var later =
        round.isUnsettled()
            ? Optional.<Duration>empty()
            : account.report(cluster, paused ? Pause.of(verdict) : verdict, context);
    surroundings.hurry(cluster, round.isInAHurry());
    round.tell(surroundings);
    surroundings.tryEntries(cluster, round.entryGoals());
    if (!paused && !round.isUnsettled()) {
      round.move(surroundings, (order, taken) -> account.moved(cluster, order, taken));
    }
    if (!paused) {
      round.rebalance(
          verdict, surroundings, (order, taken) -> account.handedOver(cluster, order, taken));
    }
    if (context.getPrimaryCache().get(ResourceID.fromResource(cluster)).isEmpty()) {
      // Deleted during this round, which remembered it once more after it was forgotten.
      forget(cluster);
    }
    round.deeds().forEach(GunRelayReconciler::complain);
    if (!paused && round.isRidOfOthers()) {
      Finalizer.remove(client, cluster);
    }
    var next = paused ? LONGEST_WAIT : next(round, verdict);
    return again(later.filter(sooner -> sooner.compareTo(next) < 0).orElse(next));
  }

  private static void complain(Deeds done) {
    if (!done.outcome().failures().isEmpty()) {
      throw new IncompleteException(done.outcome());
    }
  }

  /** What is in other clusters goes before the resource does, and what is in its own after it. */
  private UpdateControl<GunRelayCluster> remove(
      GunRelayCluster cluster, Context<GunRelayCluster> context) {
    if (!Finalizer.isOn(cluster)) {
      return UpdateControl.noUpdate();
    }
    var others = surroundings.others(cluster, Remembered.of(cluster).sites());
    var seen = surroundings.observe(cluster, others);
    var meta = cluster.getMetadata();
    var removal =
        new FleetRemoval(
            cluster,
            new Owner(meta.getNamespace(), meta.getName(), meta.getUid()),
            settings.cleanupDeadline());
    removal.run(others, seen, context, clock.instant());
    account.tell(cluster, removal.deeds(), Optional.empty());
    account.abandoned(cluster, removal.abandoned());
    if (removal.waiting().isEmpty()) {
      Finalizer.remove(client, cluster);
      return UpdateControl.noUpdate();
    }
    if (!removal.isUnsettled()) {
      account.report(cluster, Judgement.ofDeletion(removal.waiting()), context);
    }
    removal.deeds().forEach(GunRelayReconciler::complain);
    return again(between(clock.instant(), removal.deadline()));
  }

  private static UpdateControl<GunRelayCluster> again(Duration later) {
    UpdateControl<GunRelayCluster> control = UpdateControl.noUpdate();
    return control.rescheduleAfter(later);
  }

  /** When something may have changed that no event tells of. */
  private Duration next(FleetRound round, Verdict verdict) {
    if (round.awaitsStatus()) {
      return AT_ONCE;
    }
    var waits = new ArrayList<Duration>();
    waits.add(between(clock.instant(), round.credentials().next()));
    verdict.regions().stream()
        .flatMap(region -> region.balance().again(clock.instant()).stream())
        .forEach(then -> waits.add(between(clock.instant(), then)));
    round.next().ifPresent(then -> waits.add(between(clock.instant(), then)));
    round
        .failoverDue()
        .map(then -> Duration.between(clock.instant(), then))
        .map(wait -> Collections.max(List.of(wait, SHORTEST_WAIT_IN_A_HURRY)))
        .ifPresent(waits::add);
    if (verdict.regions().stream()
        .anyMatch(region -> region.ready() < Math.max(region.desired(), region.existing()))) {
      // Whether it takes a relay too long to become ready, no event tells.
      waits.add(RECHECK);
    }
    if (round.awaitsAddress() || round.awaitsCertificate(clock.instant())) {
      waits.add(RECHECK);
    }
    return Collections.min(waits);
  }

  /** At least a second, so that no clock makes rounds without end, and at most half a day. */
  private static Duration between(Instant now, Instant then) {
    var time = Duration.between(now, then);
    if (time.compareTo(SHORTEST_WAIT) < 0) {
      return SHORTEST_WAIT;
    }
    return time.compareTo(LONGEST_WAIT) < 0 ? time : LONGEST_WAIT;
  }

  /** Makes the round be repeated, later and later. Its status has been written. */
  private static final class IncompleteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IncompleteException(Outcome outcome) {
      super(outcome.failures().getFirst().message(), null, false, false);
    }
  }
}
