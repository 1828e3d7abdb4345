package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.decide.Verdict.Finding;
import io.gunrelay.operator.fleet.Annotation;

/** A fleet that people want left as it is, for as long as they want it. */
public final class Pause {

  private static final String MESSAGE =
      "paused: nothing is written while the annotation " + Annotation.PAUSED.key() + " is true";

  private Pause() {}

  public static boolean isAskedFor(HasMetadata cluster) {
    return Annotation.PAUSED.of(cluster).equals("true");
  }

  /** What is to be said of a fleet that does as the verdict says, while nothing is done for it. */
  public static Verdict of(Verdict verdict) {
    var findings =
        verdict.findings().stream()
            .map(finding ->
                finding.type() == Verdict.Type.Progressing
                    ? new Finding(finding.type(), false, Reason.Paused, MESSAGE)
                    : finding)
            .toList();
    return new Verdict(
        Phase.Paused,
        message(verdict),
        findings,
        verdict.regions(),
        verdict.clusters(),
        verdict.progress(),
        verdict.failover());
  }

  /** Not the verdict's own, which may tell of what is on the way. */
  private static String message(Verdict verdict) {
    var counts = "; %d of %d relays are ready".formatted(verdict.ready(), verdict.desired());
    return verdict.findings().stream()
        .filter(finding -> finding.type() == Verdict.Type.Degraded && finding.holds())
        .map(trouble -> MESSAGE + counts + "; " + trouble.message())
        .findFirst()
        .orElse(MESSAGE + counts);
  }
}
