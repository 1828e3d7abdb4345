package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.operator.apply.Change.Verb;
import io.gunrelay.operator.apply.Failure.Cause;
import io.gunrelay.operator.decide.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was tried in one cluster. What fails is noted and does not keep the rest from being done.
 */
final class Attempts {

  private final KubeObjects objects;
  private final List<Change> changes = new ArrayList<>();
  private final List<HasMetadata> written = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();

  Attempts(KubeObjects objects) {
    this.objects = objects;
  }

  void attempt(Ref ref, Runnable step) {
    try {
      step.run();
    } catch (KubernetesClientException e) {
      failures.add(new Failure(ref, cause(e), ref + ": " + reason(e)));
    }
  }

  void delete(Ref ref) {
    attempt(
        ref,
        () -> {
          var actual = objects.cached(ref);
          if (actual.isPresent() && objects.delete(actual.get())) {
            changes.add(new Change(Verb.DELETED, ref));
          }
        });
  }

  void failed(Failure failure) {
    failures.add(failure);
  }

  /** Why an object was not written, if it was tried. */
  Optional<Cause> failureOf(Ref ref) {
    return failures.stream()
        .filter(failure -> failure.object().equals(ref))
        .map(Failure::cause)
        .findFirst();
  }

  void written(HasMetadata now) {
    written.add(now);
  }

  void changed(Verb verb, Ref ref) {
    changes.add(new Change(verb, ref));
  }

  Outcome outcome() {
    return new Outcome(changes, written, failures);
  }

  static Cause cause(KubernetesClientException e) {
    return switch (e.getCode()) {
      case 401, 403 -> Cause.FORBIDDEN;
      case 400, 422 -> Cause.REFUSED;
      case 404 -> Cause.KIND_MISSING;
      default -> Cause.UNAVAILABLE;
    };
  }

  private static String reason(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(status -> status.getMessage())
        .or(() -> Optional.ofNullable(e.getMessage()))
        .orElse("the API server gave no reason");
  }
}
