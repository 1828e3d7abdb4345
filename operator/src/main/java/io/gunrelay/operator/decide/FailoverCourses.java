package io.gunrelay.operator.decide;

import io.gunrelay.api.v1alpha1.FailoverRegionStatus;
import io.gunrelay.api.v1alpha1.FailoverStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.RegionImpairment;
import io.gunrelay.api.v1alpha1.RemarkStatus;
import io.gunrelay.api.v1alpha1.StopwatchStatus;
import io.gunrelay.api.v1alpha1.SwitchStatus;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Impairment;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Remark;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.failover.Switch;
import io.gunrelay.operator.failover.Watch;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a resource's status where its regions stand. What somebody has written over so that it
 * cannot be read is not known: such a region stands where it is found.
 */
public final class FailoverCourses {

  private FailoverCourses() {}

  public static Course of(GunRelayCluster resource) {
    var status = resource.getStatus();
    var failover = status == null ? null : status.failover();
    return failover == null ? Course.NEW : course(failover);
  }

  /** What is said of regions beside that, by their names. */
  static Map<String, List<Remark>> remarks(GunRelayCluster resource) {
    var status = resource.getStatus();
    var failover = status == null ? null : status.failover();
    Map<String, List<Remark>> remarks = new LinkedHashMap<>();
    if (failover != null) {
      listed(failover.regions())
          .forEach(region ->
              remarks.put(
                  region.name(),
                  listed(region.remarks()).stream().flatMap(one -> remark(one).stream()).toList()));
    }
    return remarks;
  }

  private static Optional<Remark> remark(RemarkStatus status) {
    return instant(status.since()).map(since -> new Remark(impairment(status.name()), since));
  }

  private static Impairment impairment(RegionImpairment name) {
    return switch (name) {
      case NotJudged -> Impairment.NOT_JUDGED;
      case CutFromOperator -> Impairment.CUT_FROM_OPERATOR;
      case CutFromRegions -> Impairment.CUT_FROM_REGIONS;
      case EntryDoubtful -> Impairment.ENTRY_DOUBTFUL;
      case OutOfDisk -> Impairment.OUT_OF_DISK;
      case Overloaded -> Impairment.OVERLOADED;
      case Slow -> Impairment.SLOW;
      case NoCapacity -> Impairment.NO_CAPACITY;
      case Flapping -> Impairment.FLAPPING;
    };
  }

  private static Course course(FailoverStatus status) {
    Map<String, Stand> stands = new LinkedHashMap<>();
    for (var region : listed(status.regions())) {
      stand(region).ifPresent(stand -> stands.put(region.name(), stand));
    }
    return new Course(
        stands,
        Optional.ofNullable(status.active()),
        Optional.ofNullable(status.heeded()),
        listed(status.switches()).stream().flatMap(past -> made(past).stream()).toList());
  }

  private static <T> List<T> listed(@Nullable List<T> given) {
    return given == null ? List.of() : given;
  }

  private static Optional<Stand> stand(FailoverRegionStatus region) {
    var watch = watch(region.stopwatch());
    return instant(region.since())
        .map(since ->
            new Stand(
                phase(region),
                since,
                Optional.ofNullable(region.servedBy()),
                Objects.requireNonNullElse(region.share(), region.servedBy() == null ? 100 : 0),
                Boolean.TRUE.equals(region.asked()),
                watch))
        .filter(FailoverCourses::isWhole);
  }

  /** Whether it has what its phase needs. */
  private static boolean isWhole(Stand stand) {
    return switch (stand.phase()) {
      case HEALTHY -> true;
      case SUSPECTED, CONFIRMED -> stand.watch().isPresent();
      case SWITCHING, FAILED_OVER, RECOVERING, FAILING_BACK ->
          stand.watch().isPresent() && stand.target().isPresent();
    };
  }

  private static Phase phase(FailoverRegionStatus region) {
    return switch (region.phase()) {
      case Healthy -> Phase.HEALTHY;
      case Suspected -> Phase.SUSPECTED;
      case Confirmed -> Phase.CONFIRMED;
      case Switching -> Phase.SWITCHING;
      case FailedOver -> Phase.FAILED_OVER;
      case Recovering -> Phase.RECOVERING;
      case FailingBack -> Phase.FAILING_BACK;
    };
  }

  private static Optional<Switch> made(SwitchStatus past) {
    return watch(past.stopwatch())
        .filter(watch -> watch.switched().isPresent())
        .map(watch ->
            new Switch(
                past.from(), past.to(), Boolean.TRUE.equals(past.asked()), past.message(), watch));
  }

  private static Optional<Watch> watch(@Nullable StopwatchStatus status) {
    return status == null
        ? Optional.empty()
        : instant(status.missed())
            .map(missed ->
                new Watch(
                    missed,
                    instant(status.suspected()),
                    instant(status.confirmed()),
                    instant(status.fenced()),
                    instant(status.switched()),
                    instant(status.verified())));
  }

  private static Optional<Instant> instant(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
