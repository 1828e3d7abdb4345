package io.gunrelay.operator.report;

import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.decide.Verdict.Finding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two conditions more while they hold, for those who wait by kstatus, such as Flux: it knows
 * nothing of Progressing and Degraded, and would take a rollout, or one that is stuck, for a fleet
 * that is ready.
 */
final class Kstatus {

  /** Trouble that mends by itself is no end of waiting. */
  private static final Set<Reason> PASSING =
      EnumSet.of(Reason.FormerNotGone, Reason.ApiUnavailable);

  private Kstatus() {}

  static List<Finding> with(List<Finding> findings) {
    var degraded = holding(findings, Verdict.Type.Degraded);
    var waiting =
        degraded
            .filter(finding -> !PASSING.contains(finding.reason()))
            .map(finding -> as(Verdict.Type.Stalled, finding))
            .or(() ->
                holding(findings, Verdict.Type.Progressing)
                    .or(() -> degraded)
                    .map(finding -> as(Verdict.Type.Reconciling, finding)));
    var all = new ArrayList<>(findings);
    waiting.ifPresent(all::add);
    return all;
  }

  private static Optional<Finding> holding(List<Finding> findings, Verdict.Type type) {
    return findings.stream()
        .filter(finding -> finding.type() == type && finding.holds())
        .findFirst();
  }

  private static Finding as(Verdict.Type type, Finding finding) {
    return new Finding(type, true, finding.reason(), finding.message());
  }
}
