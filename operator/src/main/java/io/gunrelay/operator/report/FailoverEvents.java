package io.gunrelay.operator.report;

import io.gunrelay.api.v1alpha1.FailoverRegionStatus;
import io.gunrelay.api.v1alpha1.FailoverStatus;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.RemarkStatus;
import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.report.EventLog.Severity;
import io.gunrelay.operator.report.RolloutEvents.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is told of regions: each phase that one comes to, and each remark on it, once. */
final class FailoverEvents {

  private FailoverEvents() {}

  static List<Told> of(@Nullable GunRelayClusterStatus former, GunRelayClusterStatus now) {
    var before = former == null ? null : former.failover();
    var events = new ArrayList<Told>();
    regions(now.failover())
        .forEach(region ->
            find(before, region.name())
                .ifPresent(then -> {
                  if (then.phase() != region.phase()) {
                    entered(region, events);
                  }
                  remarked(then, region, events);
                }));
    return events;
  }

  private static void remarked(
      FailoverRegionStatus then, FailoverRegionStatus now, List<Told> events) {
    fresh(now, then)
        .map(remark -> "region %s %s".formatted(now.name(), remark.message()))
        .forEach(told -> events.add(new Told(Severity.Warning, Reason.RegionImpaired, told)));
    fresh(then, now)
        .map(remark -> "it is over that region %s %s".formatted(now.name(), remark.message()))
        .forEach(told -> events.add(new Told(Severity.Normal, Reason.RegionMended, told)));
  }

  /** Remarks that the other one has not. */
  private static Stream<RemarkStatus> fresh(FailoverRegionStatus one, FailoverRegionStatus other) {
    return remarks(one)
        .filter(remark -> remarks(other).noneMatch(known -> known.name() == remark.name()));
  }

  private static Stream<RemarkStatus> remarks(FailoverRegionStatus region) {
    var remarks = region.remarks();
    return remarks == null ? Stream.empty() : remarks.stream();
  }

  private static Stream<FailoverRegionStatus> regions(@Nullable FailoverStatus status) {
    var regions = status == null ? null : status.regions();
    return regions == null ? Stream.empty() : regions.stream();
  }

  private static Optional<FailoverRegionStatus> find(
      @Nullable FailoverStatus status, String region) {
    return regions(status).filter(one -> one.name().equals(region)).findFirst();
  }

  private static void entered(FailoverRegionStatus region, List<Told> events) {
    var message =
        "region %s %s"
            .formatted(
                region.name(), Objects.requireNonNullElse(region.message(), "serves its clients"));
    var asked = Boolean.TRUE.equals(region.asked());
    switch (region.phase()) {
      case Healthy -> events.add(new Told(Severity.Normal, Reason.RegionHealthy, message));
      case Suspected -> events.add(new Told(Severity.Normal, Reason.RegionSuspected, message));
      case Confirmed -> events.add(new Told(Severity.Warning, Reason.RegionConfirmed, message));
      case Switching -> {
        var severity = asked ? Severity.Normal : Severity.Warning;
        events.add(new Told(severity, Reason.RegionSwitched, message));
      }
      case FailedOver -> {
        if (region.stopwatch() != null && region.stopwatch().verified() != null) {
          events.add(new Told(Severity.Normal, Reason.RegionVerified, message));
        }
      }
      case Recovering -> events.add(new Told(Severity.Normal, Reason.RegionRecovering, message));
      case FailingBack -> events.add(new Told(Severity.Normal, Reason.RegionFailingBack, message));
    }
  }
}
