package io.gunrelay.operator.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.report.EventLog.Severity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event when the phase changes, or when something else goes wrong than before. */
final class StateEvents {

  private StateEvents() {}

  record StateEvent(Severity severity, Reason reason, String message) {}

  static Optional<StateEvent> of(@Nullable GunRelayClusterStatus former, Verdict verdict) {
    var reason = reason(verdict);
    var isNew =
        former == null
            || former.phase() != verdict.phase()
            || (verdict.phase() == Phase.Degraded && !reason.name().equals(degraded(former)));
    return isNew
        ? Optional.of(
            new StateEvent(
                verdict.phase() == Phase.Degraded ? Severity.Warning : Severity.Normal,
                reason,
                verdict.message()))
        : Optional.empty();
  }

  private static Reason reason(Verdict verdict) {
    var telling =
        switch (verdict.phase()) {
          case Degraded -> Verdict.Type.Degraded;
          case Pending, Progressing, Paused -> Verdict.Type.Progressing;
          case Ready -> Verdict.Type.Ready;
        };
    return verdict.findings().stream()
        .filter(finding -> finding.type() == telling)
        .map(Verdict.Finding::reason)
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable String degraded(GunRelayClusterStatus former) {
    var conditions = former.conditions();
    return conditions == null
        ? null
        : conditions.stream()
            .filter(condition -> Verdict.Type.Degraded.name().equals(condition.getType()))
            .filter(condition -> "True".equals(condition.getStatus()))
            .map(Condition::getReason)
            .findFirst()
            .orElse(null);
  }
}
