package io.gunrelay.operator.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.gunrelay.operator.decide.Verdict.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Conditions as the API has them: the time of the last transition stays while the state does. */
final class Conditions {

  private Conditions() {}

  static List<Condition> of(
      List<Finding> findings, List<Condition> former, long generation, Instant now) {
    return findings.stream().map(finding -> of(finding, former, generation, now)).toList();
  }

  private static Condition of(
      Finding finding, List<Condition> former, long generation, Instant now) {
    var type = finding.type().name();
    var status = finding.holds() ? "True" : "False";
    var since =
        former.stream()
            .filter(condition -> type.equals(condition.getType()))
            .filter(condition -> status.equals(condition.getStatus()))
            .map(Condition::getLastTransitionTime)
            .findFirst()
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(finding.reason().name())
        .withMessage(finding.message())
        .withObservedGeneration(generation)
        .withLastTransitionTime(since)
        .build();
  }
}
