package io.gunrelay.operator.report;

import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutStatus;
import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.report.EventLog.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is told of a rollout: each phase that it comes to, once. */
final class RolloutEvents {

  private RolloutEvents() {}

  record Told(Severity severity, Reason reason, String message) {}

  static List<Told> of(@Nullable GunRelayClusterStatus former, GunRelayClusterStatus now) {
    var events = new ArrayList<Told>();
    var before = former == null ? null : former.rollout();
    var after = now.rollout();
    if (before != null && (after == null || !isSame(before, after))) {
      ended(former, now).ifPresent(events::add);
    }
    if (after != null) {
      if (before == null || !isSame(before, after)) {
        events.add(
            new Told(
                Severity.Normal,
                Reason.RolloutStarted,
                "the rollout of %s begins: %s".formatted(what(after), after.message())));
      } else if (before.phase() != after.phase()
          || !Objects.equals(before.step(), after.step())
          || !Objects.equals(before.group(), after.group())) {
        entered(after, events);
      }
    }
    return events;
  }

  private static boolean isSame(RolloutStatus one, RolloutStatus other) {
    return one.revision().equals(other.revision()) && one.startedAt().equals(other.startedAt());
  }

  private static String what(RolloutStatus rollout) {
    return "version %s, revision %s,".formatted(rollout.version(), rollout.revision());
  }

  private static void entered(RolloutStatus rollout, List<Told> events) {
    var message = "the rollout of %s %s".formatted(what(rollout), rollout.message());
    switch (rollout.phase()) {
      case Starting, Shifting, Draining ->
          events.add(new Told(Severity.Normal, Reason.RolloutAdvanced, message));
      case Judging -> events.add(new Told(Severity.Normal, Reason.RolloutJudging, message));
      case RollingBack ->
          events.add(new Told(severity(rollout.outcome()), Reason.RollingBack, message));
    }
  }

  private static Severity severity(@Nullable RolloutOutcome outcome) {
    return outcome == RolloutOutcome.Failed ? Severity.Warning : Severity.Normal;
  }

  private static Optional<Told> ended(
      @Nullable GunRelayClusterStatus former, GunRelayClusterStatus now) {
    var past = now.rollouts();
    var formerly = former == null ? null : former.rollouts();
    if (past == null || past.isEmpty() || past.equals(formerly)) {
      return Optional.empty();
    }
    var last = past.getFirst();
    var what = "version %s, revision %s".formatted(last.version(), last.revision());
    return Optional.of(
        last.outcome() == RolloutOutcome.Completed
            ? new Told(
                Severity.Normal,
                Reason.RolloutCompleted,
                "all clients are on the relays of " + what)
            : new Told(
                severity(last.outcome()),
                Reason.RolledBack,
                "all clients are back from %s: %s".formatted(what, last.message())));
  }
}
