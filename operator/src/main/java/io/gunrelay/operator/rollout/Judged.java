package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.VerdictResult;
import java.util.List;

/**
 * What is said of new relays beside the former ones.
 *
 * @param why one line
 * @param figures what it rests on
 * @param grave of a failure: whether it need not be looked at twice
 */
public record Judged(VerdictResult result, String why, List<String> figures, boolean grave) {

  public Judged {
    figures = List.copyOf(figures);
  }

  /** Nothing grave. */
  public Judged(VerdictResult result, String why, List<String> figures) {
    this(result, why, figures, false);
  }

  /** Whether clients go back at once. */
  boolean isGrave() {
    return result == VerdictResult.Fail && grave;
  }

  /** Nothing can be said. */
  public static Judged nothing(String why) {
    return new Judged(VerdictResult.Inconclusive, why, List.of());
  }
}
