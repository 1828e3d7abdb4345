package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.operator.apply.Applier;
import io.gunrelay.operator.apply.InformedObjects;
import io.gunrelay.operator.apply.Outcome;
import io.gunrelay.operator.apply.Settled;
import io.gunrelay.operator.config.Settings;
import io.gunrelay.operator.credentials.Credentials;
import io.gunrelay.operator.credentials.Issuer;
import io.gunrelay.operator.decide.Decision;
import io.gunrelay.operator.decide.Judgement;
import io.gunrelay.operator.decide.Pause;
import io.gunrelay.operator.decide.Plan;
import io.gunrelay.operator.decide.Secrets;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.FleetReader;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Reading;
import io.gunrelay.operator.lead.Accession;
import io.gunrelay.operator.lead.Leadership;
import io.gunrelay.operator.observe.Departures;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.observe.Observer;
import io.gunrelay.operator.observe.OptionalKinds;
import io.gunrelay.operator.observe.Watches;
import io.gunrelay.operator.relays.RelayReports;
import io.gunrelay.operator.report.ChangeEvents;
import io.gunrelay.operator.report.EventLog;
import io.gunrelay.operator.report.Measures;
import io.gunrelay.operator.report.Reporter;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Observe, decide, apply, report: one round for one resource. */
@ControllerConfiguration(
    name = "gunrelaycluster",
    fieldManager = Names.FIELD_MANAGER,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = WishesAndSpec.class))
@GradualRetry(
    maxAttempts = -1,
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 60_000)
public final class GunRelayReconciler implements Reconciler<GunRelayCluster> {

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(12);

  private final Leadership leadership;
  private final FleetReader reader;
  private final Watches watches = new Watches();
  private final RelayReports reports;
  private final Observer observer;
  private final OptionalKinds optionalKinds;
  private final Duration kindsInterval;
  private final Issuer issuer;
  private final Settled settled = new Settled();
  private final Reporter reporter;
  private final ChangeEvents changes;
  private final Measures measures;
  private final InstantSource clock;

  public GunRelayReconciler(
      Settings settings,
      KubernetesClient client,
      MeterRegistry registry,
      InstantSource clock,
      SecureRandom random,
      Leadership leadership) {
    this.leadership = leadership;
    this.reader = new FleetReader(settings.relayImage(), settings.namespace());
    this.reports = new RelayReports(settings.reportInterval());
    this.observer = new Observer(watches, reports);
    this.kindsInterval = settings.kindsInterval();
    this.optionalKinds = new OptionalKinds(client, settings.kindsInterval(), clock);
    this.issuer = new Issuer(random, settings.certificateDelivery());
    var events = new EventLog(client, clock);
    this.reporter = new Reporter(clock, events);
    this.changes = new ChangeEvents(events);
    this.measures = new Measures(registry);
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, GunRelayCluster>> prepareEventSources(
      EventSourceContext<GunRelayCluster> context) {
    var sources = new ArrayList<>(watches.create(context));
    sources.add(reports);
    sources.add(new Departures(this::forget));
    sources.add(new Accession(leadership, context.getPrimaryCache()));
    return sources;
  }

  @Override
  public UpdateControl<GunRelayCluster> reconcile(
      GunRelayCluster cluster, Context<GunRelayCluster> context) {
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
    if (reader.read(cluster) instanceof Fleet fleet) {
      var seen = observe(cluster, fleet, context);
      var plan = Decision.plan(fleet, seen, credentials(cluster, fleet, seen));
      Applier.rehearse(
          plan, new InformedObjects(watches, context, fleet.owner().namespace()), settled);
    }
  }

  private UpdateControl<GunRelayCluster> round(
      GunRelayCluster cluster, Context<GunRelayCluster> context) {
    return switch (reader.read(cluster)) {
      case Reading.Refused refused -> {
        report(cluster, Judgement.of(refused), context);
        yield UpdateControl.noUpdate();
      }
      case Fleet fleet -> reconcile(cluster, fleet, context);
    };
  }

  private void forget(GunRelayCluster cluster) {
    reporter.forget(cluster);
  }

  private Observation observe(
      GunRelayCluster cluster, Fleet fleet, Context<GunRelayCluster> context) {
    var serviceMonitors = fleet.serviceMonitor() && optionalKinds.serviceMonitors();
    if (serviceMonitors) {
      watches.addServiceMonitors(context);
    }
    return observer.observe(cluster, serviceMonitors);
  }

  private Credentials credentials(GunRelayCluster cluster, Fleet fleet, Observation seen) {
    return issuer.issue(
        fleet.owner().uid(),
        Secrets.found(fleet.owner(), seen),
        Annotation.ROTATE_CERTIFICATES.of(cluster),
        clock.instant());
  }

  private UpdateControl<GunRelayCluster> reconcile(
      GunRelayCluster cluster, Fleet fleet, Context<GunRelayCluster> context) {
    var seen = observe(cluster, fleet, context);
    var credentials = credentials(cluster, fleet, seen);
    var plan = Decision.plan(fleet, seen, credentials);
    var paused = Pause.isAskedFor(cluster);
    var outcome =
        paused
            ? Outcome.NOTHING
            : Applier.apply(
                plan, new InformedObjects(watches, context, fleet.owner().namespace()), settled);
    measures.count(outcome);
    changes.write(cluster, outcome, credentials.step());
    var verdict =
        Judgement.of(plan, seen.with(outcome.written()), outcome.troubles(), clock.instant());
    var later = report(cluster, paused ? Pause.of(verdict) : verdict, context);
    if (context.getPrimaryCache().get(ResourceID.fromResource(cluster)).isEmpty()) {
      // Deleted during this round, which remembered it once more after it was forgotten.
      reports.onResourceDeleted(cluster);
      forget(cluster);
    }
    if (!outcome.failures().isEmpty()) {
      throw new IncompleteException(outcome);
    }
    return again(plan, later, paused);
  }

  private UpdateControl<GunRelayCluster> again(
      Plan plan, Optional<Duration> later, boolean paused) {
    var recheck =
        plan.monitoring() == Plan.Monitoring.KIND_MISSING
            ? Optional.of(kindsInterval)
            : Optional.<Duration>empty();
    UpdateControl<GunRelayCluster> control = UpdateControl.noUpdate();
    Stream.of(later, recheck, Optional.of(paused ? LONGEST_WAIT : untilCertificates(plan)))
        .flatMap(Optional::stream)
        .min(Duration::compareTo)
        .ifPresent(control::rescheduleAfter);
    return control;
  }

  /** At least a second, so that no clock makes rounds without end, and at most half a day. */
  private Duration untilCertificates(Plan plan) {
    var time = Duration.between(clock.instant(), plan.credentials().next());
    if (time.compareTo(SHORTEST_WAIT) < 0) {
      return SHORTEST_WAIT;
    }
    return time.compareTo(LONGEST_WAIT) < 0 ? time : LONGEST_WAIT;
  }

  private Optional<Duration> report(
      GunRelayCluster cluster, Verdict verdict, Context<GunRelayCluster> context) {
    return reporter.report(
        cluster,
        verdict,
        status -> {
          PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(
              cluster, withStatus(cluster, status), context);
          measures.countStatus();
        });
  }

  /** A status patch carries nothing else, or the operator would own fields of the spec. */
  private static GunRelayCluster withStatus(HasMetadata cluster, GunRelayClusterStatus status) {
    var patch = new GunRelayCluster();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(cluster.getMetadata().getName())
            .withNamespace(cluster.getMetadata().getNamespace())
            .build());
    patch.setStatus(status);
    return patch;
  }

  /** Makes the round be repeated, later and later. Its status has been written. */
  private static final class IncompleteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IncompleteException(Outcome outcome) {
      super(outcome.failures().getFirst().message(), null, false, false);
    }
  }
}
