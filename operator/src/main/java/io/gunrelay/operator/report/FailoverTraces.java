package io.gunrelay.operator.report;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.decide.FailoverCourses;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.failover.Switch;
import io.gunrelay.operator.failover.Watch;
import io.gunrelay.operator.trace.Switchover;
import io.gunrelay.operator.trace.Switchover.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which switches have come to their end: those that the former status says are being made, and the
 * present one does not. So each is told once, whoever works meanwhile.
 */
public final class FailoverTraces {

  private FailoverTraces() {}

  /**
   * What is to be told.
   *
   * @param former with the status of before
   * @param now what the status says, once that is written
   */
  public static List<Switchover> over(GunRelayCluster former, Course now, Instant at) {
    var before = FailoverCourses.of(former);
    return now.past().stream()
        .filter(one -> !isUnderWay(one, now))
        .filter(one -> isUnderWay(one, before) || isNew(one, before))
        .map(one -> told(former, one, now, at))
        .toList();
  }

  private static boolean isUnderWay(Switch one, Course course) {
    return Optional.ofNullable(course.stands().get(one.from()))
        .filter(stand -> stand.phase() == Phase.SWITCHING)
        .flatMap(Stand::watch)
        .filter(watch -> watch.switched().equals(one.watch().switched()))
        .isPresent();
  }

  /** Whether it has begun and ended since. */
  private static boolean isNew(Switch one, Course before) {
    return before.past().stream()
        .noneMatch(known ->
            known.from().equals(one.from())
                && known.watch().switched().equals(one.watch().switched()));
  }

  private static Switchover told(GunRelayCluster resource, Switch one, Course now, Instant at) {
    var meta = resource.getMetadata();
    var watch = one.watch();
    return new Switchover(
        meta.getNamespace(),
        meta.getName(),
        meta.getUid(),
        one.from(),
        one.to(),
        one.asked(),
        one.why(),
        watch.missed(),
        watch.switched().orElse(watch.missed()),
        watch.verified().orElseGet(() -> ended(one, now, at)),
        watch.verified().isPresent(),
        parts(watch));
  }

  /** When its region came to what it is now; of a region that is gone, now. */
  private static Instant ended(Switch one, Course now, Instant at) {
    return Optional.ofNullable(now.stands().get(one.from())).map(Stand::since).orElse(at);
  }

  /** Each begins when the one before it ends; but fences close while clients are led elsewhere. */
  private static List<Part> parts(Watch watch) {
    var parts = new ArrayList<Part>();
    var suspected = part(parts, "suspected", watch.missed(), watch.suspected());
    var confirmed = part(parts, "confirmed", suspected, watch.confirmed());
    part(parts, "fenced", confirmed, watch.fenced());
    var switched = part(parts, "switched", confirmed, watch.switched());
    part(parts, "verified", switched, watch.verified());
    return parts;
  }

  private static Instant part(List<Part> parts, String name, Instant begun, Optional<Instant> end) {
    end.ifPresent(ended -> parts.add(new Part(name, begun, ended)));
    return end.orElse(begun);
  }
}
