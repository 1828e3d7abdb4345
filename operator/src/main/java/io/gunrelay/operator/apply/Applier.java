package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.operator.apply.Change.Verb;
import io.gunrelay.operator.apply.Failure.Cause;
import io.gunrelay.operator.decide.Ownership;
import io.gunrelay.operator.decide.Plan;
import io.gunrelay.operator.decide.Ref;
import io.gunrelay.operator.decide.Want;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out one plan. What fails is noted and does not keep the rest from being done. */
public final class Applier {

  private final Plan plan;
  private final KubeObjects objects;
  private final Settled settled;
  private final List<Change> changes = new ArrayList<>();
  private final List<HasMetadata> written = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();

  private Applier(Plan plan, KubeObjects objects, Settled settled) {
    this.plan = plan;
    this.objects = objects;
    this.settled = settled;
  }

  public static Outcome apply(Plan plan, KubeObjects objects, Settled settled) {
    return new Applier(plan, objects, settled).run();
  }

  /** Builds and compares all that the plan wants, and writes nothing. */
  public static void rehearse(Plan plan, KubeObjects objects, Settled settled) {
    var applier = new Applier(plan, objects, settled);
    for (var want : plan.wants()) {
      var wanted = Builder.build(plan, want);
      objects.cached(want.ref()).ifPresent(actual -> applier.isAsWanted(actual, wanted));
    }
  }

  private Outcome run() {
    for (var want : plan.wants()) {
      attempt(want.ref(), () -> make(want));
    }
    for (var ref : plan.prune()) {
      attempt(ref, () -> prune(ref));
    }
    return new Outcome(changes, written, failures);
  }

  private void make(Want want) {
    var wanted = Builder.build(plan, want);
    var actual = objects.cached(want.ref()).or(() -> objects.fetch(want.ref()));
    if (actual.isPresent() && !Ownership.isOurs(plan.fleet().owner(), actual.get())) {
      failures.add(inTheWay(want.ref(), actual.get()));
      return;
    }
    if (actual.isPresent() && isAsWanted(actual.get(), wanted)) {
      return;
    }
    if (want.replicas() instanceof Want.Replicas.HandedOver(int present)) {
      objects.holdReplicas(actual.orElse(wanted), present);
    }
    var now = write(wanted, actual);
    written.add(now);
    if (actual.isPresent() && isSameVersion(actual.get(), now)) {
      settled.remember(now, wanted);
    } else {
      changes.add(new Change(actual.isPresent() ? Verb.UPDATED : Verb.CREATED, want.ref()));
    }
  }

  private Failure inTheWay(Ref ref, HasMetadata object) {
    return Ownership.isOfFormer(plan.fleet().owner(), object)
        ? new Failure(
            ref, Cause.FORMER, ref + " of the deleted cluster of this name is not gone yet")
        : new Failure(
            ref,
            Cause.NAME_TAKEN,
            ref + " exists and is not ours: delete or rename it, or rename the cluster");
  }

  private HasMetadata write(HasMetadata wanted, Optional<HasMetadata> actual) {
    try {
      return objects.apply(wanted, actual);
    } catch (KubernetesClientException e) {
      if (actual.isEmpty() || cause(e) != Cause.REFUSED) {
        throw e;
      }
      objects.overwrite(wanted);
      return objects.apply(wanted, actual);
    }
  }

  private boolean isAsWanted(HasMetadata actual, HasMetadata wanted) {
    return objects.matches(actual, wanted) || settled.contains(actual, wanted);
  }

  private static boolean isSameVersion(HasMetadata one, HasMetadata other) {
    return one.getMetadata().getResourceVersion().equals(other.getMetadata().getResourceVersion());
  }

  private void prune(Ref ref) {
    var actual = objects.cached(ref);
    if (actual.isPresent() && objects.delete(actual.get())) {
      changes.add(new Change(Verb.DELETED, ref));
    }
  }

  private void attempt(Ref ref, Runnable step) {
    try {
      step.run();
    } catch (KubernetesClientException e) {
      failures.add(new Failure(ref, cause(e), ref + ": " + reason(e)));
    }
  }

  private static Cause cause(KubernetesClientException e) {
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
