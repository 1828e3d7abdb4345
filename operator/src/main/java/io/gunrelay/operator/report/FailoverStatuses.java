package io.gunrelay.operator.report;

import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.api.v1alpha1.FailoverRegionStatus;
import io.gunrelay.api.v1alpha1.FailoverStatus;
import io.gunrelay.api.v1alpha1.RegionImpairment;
import io.gunrelay.api.v1alpha1.RemarkStatus;
import io.gunrelay.api.v1alpha1.StopwatchStatus;
import io.gunrelay.api.v1alpha1.SwitchStatus;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Impairment;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Remark;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.failover.Switch;
import io.gunrelay.operator.failover.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what was decided of a fleet's regions into what the status remembers of it. */
final class FailoverStatuses {

  private FailoverStatuses() {}

  /** Null for a fleet of which there is nothing to be said. */
  static @Nullable FailoverStatus of(Ruling ruling) {
    var course = ruling.course();
    return course.equals(Course.NEW)
        ? null
        : new FailoverStatus(
            course.active().orElse(null),
            course.heeded().orElse(null),
            course.stands().isEmpty()
                ? null
                : course.stands().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> region(entry.getKey(), entry.getValue(), ruling))
                    .toList(),
            course.past().isEmpty()
                ? null
                : course.past().stream().map(FailoverStatuses::made).toList());
  }

  private static FailoverRegionStatus region(String name, Stand stand, Ruling ruling) {
    boolean isHealthy = stand.phase() == Phase.HEALTHY;
    return new FailoverRegionStatus(
        name,
        phase(stand.phase()),
        stand.since().toString(),
        isHealthy ? null : stand.target().orElse(null),
        stand.phase() == Phase.FAILING_BACK ? (Integer) stand.share() : null,
        (stand.asked() && !isHealthy) ? Boolean.TRUE : null,
        isHealthy ? null : ruling.why().get(name),
        isHealthy ? null : stand.watch().map(FailoverStatuses::stopwatch).orElse(null),
        remarks(ruling.remarks().getOrDefault(name, List.of())));
  }

  private static @Nullable List<RemarkStatus> remarks(List<Remark> remarks) {
    return remarks.isEmpty()
        ? null
        : remarks.stream()
            .map(remark ->
                new RemarkStatus(
                    impairment(remark.what()), remark.since().toString(), remark.what().words()))
            .toList();
  }

  private static RegionImpairment impairment(Impairment what) {
    return switch (what) {
      case NOT_JUDGED -> RegionImpairment.NotJudged;
      case CUT_FROM_OPERATOR -> RegionImpairment.CutFromOperator;
      case CUT_FROM_REGIONS -> RegionImpairment.CutFromRegions;
      case ENTRY_DOUBTFUL -> RegionImpairment.EntryDoubtful;
      case OUT_OF_DISK -> RegionImpairment.OutOfDisk;
      case OVERLOADED -> RegionImpairment.Overloaded;
      case SLOW -> RegionImpairment.Slow;
      case NO_CAPACITY -> RegionImpairment.NoCapacity;
      case FLAPPING -> RegionImpairment.Flapping;
    };
  }

  private static SwitchStatus made(Switch past) {
    return new SwitchStatus(
        past.from(),
        past.to(),
        past.asked() ? Boolean.TRUE : null,
        past.why(),
        stopwatch(past.watch()));
  }

  private static StopwatchStatus stopwatch(Watch watch) {
    return new StopwatchStatus(
        watch.missed().toString(),
        watch.suspected().map(Instant::toString).orElse(null),
        watch.confirmed().map(Instant::toString).orElse(null),
        watch.fenced().map(Instant::toString).orElse(null),
        watch.switched().map(Instant::toString).orElse(null),
        watch.verified().map(Instant::toString).orElse(null));
  }

  static FailoverPhase phase(Phase phase) {
    return switch (phase) {
      case HEALTHY -> FailoverPhase.Healthy;
      case SUSPECTED -> FailoverPhase.Suspected;
      case CONFIRMED -> FailoverPhase.Confirmed;
      case SWITCHING -> FailoverPhase.Switching;
      case FAILED_OVER -> FailoverPhase.FailedOver;
      case RECOVERING -> FailoverPhase.Recovering;
      case FAILING_BACK -> FailoverPhase.FailingBack;
    };
  }
}
