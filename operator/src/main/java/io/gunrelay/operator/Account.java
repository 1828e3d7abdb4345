package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.operator.credentials.Credentials.Step;
import io.gunrelay.operator.decide.Balance.HandOver;
import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.report.ChangeEvents;
import io.gunrelay.operator.report.EventLog;
import io.gunrelay.operator.report.EventLog.Severity;
import io.gunrelay.operator.report.FailoverTraces;
import io.gunrelay.operator.report.Measures;
import io.gunrelay.operator.report.Reporter;
import io.gunrelay.operator.rollout.Turn.Move;
import io.gunrelay.operator.trace.Traces;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What is told of rounds: events, metrics, the status. */
final class Account {

  private final EventLog events;
  private final Reporter reporter;
  private final ChangeEvents changes;
  private final Measures measures;
  private final Traces traces;
  private final InstantSource clock;

  Account(KubernetesClient client, MeterRegistry registry, Traces traces, InstantSource clock) {
    this.events = new EventLog(client, clock);
    this.reporter = new Reporter(clock, events);
    this.changes = new ChangeEvents(events);
    this.measures = new Measures(registry);
    this.traces = traces;
    this.clock = clock;
  }

  /**
   * Tells what was done.
   *
   * @param step why Secrets were written in the resource's own cluster
   */
  void tell(GunRelayCluster resource, List<Deeds> deeds, Optional<Step> step) {
    for (var done : deeds) {
      measures.count(done.outcome());
      changes.write(
          resource,
          done.where(),
          done.told(),
          done.isNews(),
          done.outcome(),
          done.where() instanceof Site.Home ? step : Optional.empty());
    }
  }

  /**
   * Tells that a relay was ordered to hand clients over.
   *
   * @param isTaken whether it does so
   */
  void handedOver(GunRelayCluster resource, HandOver order, boolean isTaken) {
    measures.countHandOver(isTaken);
    if (isTaken) {
      events.write(resource, Severity.Normal, Reason.Rebalancing, order.message());
    }
  }

  /**
   * Tells that a relay was ordered to hand clients over, as a rollout or a failover asks for it.
   *
   * @param isTaken whether it does so
   */
  void moved(GunRelayCluster resource, Move order, boolean isTaken) {
    measures.countMove(isTaken);
    if (isTaken) {
      events.write(resource, Severity.Normal, Reason.ClientsMoved, order.message());
    }
  }

  /** Tells where objects may stay for ever. */
  void abandoned(GunRelayCluster resource, List<Site.Other> sites) {
    for (var site : sites) {
      events.write(
          resource,
          Severity.Warning,
          Reason.ClusterAbandoned,
          "no longer waiting for the cluster of Secret "
              + site.secret()
              + ": what is left there in namespace "
              + site.namespace()
              + " has the label "
              + Names.OWNER_LABEL
              + "="
              + resource.getMetadata().getUid());
    }
  }

  /**
   * Writes the status if there is something new.
   *
   * @return when there will be something to write that is held back now
   */
  Optional<Duration> report(
      GunRelayCluster resource, Verdict verdict, Context<GunRelayCluster> context) {
    verdict.failover().ifPresent(ruling -> measures.show(resource, ruling));
    return reporter.report(
        resource,
        verdict,
        status -> {
          PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(
              resource, withStatus(resource, status), context);
          measures.countStatus(resource, status);
          verdict.failover().ifPresent(ruling -> trace(resource, ruling));
        });
  }

  private void trace(GunRelayCluster former, Ruling written) {
    FailoverTraces.over(former, written.course(), clock.instant()).forEach(traces::tell);
  }

  /** A status patch carries nothing else, or the operator would own fields of the spec. */
  private static GunRelayCluster withStatus(HasMetadata resource, GunRelayClusterStatus status) {
    var patch = new GunRelayCluster();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(resource.getMetadata().getName())
            .withNamespace(resource.getMetadata().getNamespace())
            .build());
    patch.setStatus(status);
    return patch;
  }

  /** Another operator works for the resource, and tells of it. */
  void leave(GunRelayCluster resource) {
    measures.forget(resource);
  }

  /** Nothing is remembered of a resource that is gone. */
  void forget(GunRelayCluster resource) {
    measures.forget(resource);
    reporter.forget(resource);
  }
}
