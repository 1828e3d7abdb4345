package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gunrelay.operator.decide.Trouble;
import java.util.List;

/**
 * What came of a plan.
 *
 * @param changes in the order in which they were made
 * @param written objects as the API server returned them
 * @param failures what was not done
 */
public record Outcome(List<Change> changes, List<HasMetadata> written, List<Failure> failures) {

  /** Of a plan that was not to be carried out. */
  public static final Outcome NOTHING = new Outcome(List.of(), List.of(), List.of());

  public Outcome {
    changes = List.copyOf(changes);
    written = List.copyOf(written);
    failures = List.copyOf(failures);
  }

  /** The failures as a person is told of them. */
  public List<Trouble> troubles() {
    return failures.stream().map(Failure::trouble).toList();
  }
}
