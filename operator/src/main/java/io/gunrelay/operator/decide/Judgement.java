package io.gunrelay.operator.decide;

import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.decide.Plan.Monitoring;
import io.gunrelay.operator.decide.RegionState.Step;
import io.gunrelay.operator.decide.Verdict.Finding;
import io.gunrelay.operator.fleet.Reading;
import io.gunrelay.operator.observe.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges how a fleet does, from what was observed after the plan was carried out. */
public final class Judgement {

  private final Plan plan;
  private final List<RegionState> regions;
  private final Optional<Trouble> trouble;

  private Judgement(Plan plan, Observation seen, List<Trouble> failures, Instant now) {
    this.plan = plan;
    var states = new RegionStates(plan.fleet(), seen, now);
    this.regions = plan.fleet().regions().stream().map(states::of).toList();
    var troubles = new ArrayList<>(failures);
    regions.forEach(region -> troubles.addAll(region.troubles()));
    this.trouble = troubles.stream().findFirst();
  }

  /**
   * Judges once.
   *
   * @param failures what could not be written
   */
  public static Verdict of(Plan plan, Observation seen, List<Trouble> failures, Instant now) {
    return new Judgement(plan, seen, failures, now).verdict();
  }

  /** Of a resource that nothing can be made of. What runs for it is left as it is. */
  public static Verdict of(Reading.Refused refused) {
    var message = refused.message();
    return new Verdict(
        Phase.Degraded,
        message,
        List.of(
            new Finding(Verdict.Type.Ready, false, Reason.InvalidSpec, message),
            new Finding(Verdict.Type.Progressing, false, Reason.InvalidSpec, message),
            new Finding(Verdict.Type.Degraded, true, Reason.InvalidSpec, message)),
        List.of());
  }

  private Verdict verdict() {
    var findings = new ArrayList<Finding>();
    findings.add(ready());
    findings.add(progressing());
    findings.add(degraded());
    monitoring().ifPresent(findings::add);
    return new Verdict(phase(), message(), findings, regions);
  }

  private Phase phase() {
    if (trouble.isPresent()) {
      return Phase.Degraded;
    }
    if (step() == Step.DONE && plan.leaving().isEmpty()) {
      return Phase.Ready;
    }
    return readyCount() == 0 ? Phase.Pending : Phase.Progressing;
  }

  private String message() {
    return counts() + trouble.map(found -> "; " + found.message()).orElse(doing());
  }

  private String counts() {
    if (desiredCount() == 0) {
      return "no relays are wanted";
    }
    return readyCount()
        + " of "
        + desiredCount()
        + (desiredCount() == 1 ? " relay is ready" : " relays are ready");
  }

  private String doing() {
    var step =
        switch (step()) {
          case CREATING -> "; the fleet is being made";
          case ROLLING_OUT -> "; relays are being replaced by version " + plan.fleet().version();
          case SCALING -> "; relays are being added or removed";
          case RECOVERING -> "; the others are starting";
          case DONE -> "";
        };
    return step + leaving().map(message -> "; " + message).orElse("");
  }

  private Finding ready() {
    if (desiredCount() == 0) {
      return new Finding(Verdict.Type.Ready, true, Reason.ScaledToZero, counts());
    }
    var all = regions.stream().allMatch(region -> region.ready() >= region.desired());
    return all
        ? new Finding(Verdict.Type.Ready, true, Reason.AllReady, counts())
        : new Finding(Verdict.Type.Ready, false, Reason.NotAllReady, message());
  }

  private Finding progressing() {
    var step = step();
    var reason =
        switch (step) {
          case CREATING -> Reason.Creating;
          case ROLLING_OUT -> Reason.RollingOut;
          case SCALING -> Reason.Scaling;
          case RECOVERING -> Reason.Recovering;
          case DONE -> leaving().isEmpty() ? Reason.Complete : Reason.RegionLeaving;
        };
    return step == Step.DONE && leaving().isEmpty()
        ? new Finding(Verdict.Type.Progressing, false, reason, "nothing is on the way")
        : new Finding(Verdict.Type.Progressing, true, reason, message());
  }

  private Optional<String> leaving() {
    return plan.leaving().stream().map(Leaving::message).findFirst();
  }

  private Finding degraded() {
    return trouble
        .map(found -> new Finding(Verdict.Type.Degraded, true, found.reason(), found.message()))
        .orElseGet(() ->
            new Finding(
                Verdict.Type.Degraded, false, Reason.AsWanted, "nothing stands in the way"));
  }

  private Optional<Finding> monitoring() {
    return switch (plan.monitoring()) {
      case Monitoring.NOT_WANTED -> Optional.empty();
      case Monitoring.WANTED ->
          Optional.of(
              new Finding(
                  Verdict.Type.MonitoringAvailable,
                  true,
                  Reason.ServiceMonitorApplied,
                  "a ServiceMonitor tells Prometheus of the relays"));
      case Monitoring.KIND_MISSING ->
          Optional.of(
              new Finding(
                  Verdict.Type.MonitoringAvailable,
                  false,
                  Reason.ServiceMonitorKindMissing,
                  "the cluster has no ServiceMonitor kind: install the Prometheus Operator's CRDs,"
                      + " or set spec.monitoring.serviceMonitor to false"));
    };
  }

  /** The step of the region that is furthest behind. */
  private Step step() {
    return regions.stream().map(RegionState::step).min(Step::compareTo).orElse(Step.DONE);
  }

  private int desiredCount() {
    return regions.stream().mapToInt(RegionState::desired).sum();
  }

  private int readyCount() {
    return regions.stream().mapToInt(RegionState::ready).sum();
  }
}
