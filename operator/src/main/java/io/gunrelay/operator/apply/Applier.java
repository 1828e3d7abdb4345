package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.operator.apply.Change.Verb;
import io.gunrelay.operator.apply.Failure.Cause;
import io.gunrelay.operator.decide.Ownership;
import io.gunrelay.operator.decide.Plan;
import io.gunrelay.operator.decide.Ref;
import io.gunrelay.operator.decide.Want;
import io.gunrelay.operator.kinds.Certificate;
import java.util.List;
import java.util.Optional;

/** Carries out one plan in one cluster. */
public final class Applier {

  private final Plan plan;
  private final KubeObjects objects;
  private final Settled settled;
  private final Attempts attempts;

  private Applier(Plan plan, KubeObjects objects, Settled settled) {
    this.plan = plan;
    this.objects = objects;
    this.settled = settled;
    this.attempts = new Attempts(objects);
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

  /** Deletes objects and what depends on them. */
  public static Outcome delete(List<Ref> refs, KubeObjects objects) {
    var attempts = new Attempts(objects);
    refs.forEach(attempts::delete);
    return attempts.outcome();
  }

  private Outcome run() {
    for (var want : plan.wants()) {
      attempts.attempt(want.ref(), () -> make(want));
    }
    plan.prune().forEach(attempts::delete);
    return attempts.outcome();
  }

  private void make(Want want) {
    var wanted = Builder.build(plan, want);
    var actual = objects.cached(want.ref()).or(() -> objects.fetch(want.ref()));
    if (actual.isPresent() && !Ownership.isOurs(plan.fleet().owner(), actual.get())) {
      attempts.failed(inTheWay(want.ref(), actual.get()));
      return;
    }
    if (want.piece().runsPods() && wouldGivePodsOthers(want, actual.isPresent())) {
      return;
    }
    if (actual.isPresent() && isAsWanted(actual.get(), wanted)) {
      return;
    }
    if (actual.isEmpty()
        && wanted instanceof Certificate certificate
        && isTaken(want, certificate)) {
      return;
    }
    var owner = plan.fleet().owner();
    if (!settled.contests().mayWrite(owner, want.ref(), wanted)) {
      attempts.failed(contested(want.ref(), actual));
      return;
    }
    if (want.replicas() instanceof Want.Replicas.HandedOver(int present)) {
      objects.holdReplicas(actual.orElse(wanted), present);
    }
    var now = write(wanted, actual);
    attempts.written(now);
    if (actual.isPresent() && isSameVersion(actual.get(), now)) {
      settled.remember(now, wanted);
    } else {
      settled.contests().wrote(owner, want.ref(), wanted);
      attempts.changed(verb(want, actual), want.ref());
    }
  }

  private static Verb verb(Want want, Optional<HasMetadata> actual) {
    if (actual.isEmpty()) {
      return Verb.CREATED;
    }
    return want.replicas() instanceof Want.Replicas.HandedOver ? Verb.HANDED_OVER : Verb.UPDATED;
  }

  /**
   * Whether pods would have an identity or files of somebody else's, who has the name that ours
   * would have; of pods that are new, also whether that is not known.
   */
  private boolean wouldGivePodsOthers(Want workload, boolean exists) {
    return plan.wants().stream()
        .filter(want -> want.piece().isGivenToPods())
        .filter(want -> !want.piece().isOfRegion() || want.region().equals(workload.region()))
        .anyMatch(given -> isOfOthers(given.ref(), exists));
  }

  private boolean isOfOthers(Ref given, boolean exists) {
    return attempts
        .failureOf(given)
        .map(cause ->
            switch (cause) {
              case NAME_TAKEN, FORMER -> true;
              default -> !exists && !isKnownToBeOurs(given);
            })
        .orElse(false);
  }

  private boolean isKnownToBeOurs(Ref ref) {
    return objects
        .cached(ref)
        .filter(object -> Ownership.isOurs(plan.fleet().owner(), object))
        .isPresent();
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

  /**
   * Whether the Secret that a new certificate would be kept in holds something else, over which
   * cert-manager would write.
   */
  private boolean isTaken(Want want, Certificate certificate) {
    var secret = new Ref(Secret.class, certificate.getSpec().secretName());
    var taken =
        objects.fetch(secret).filter(found -> !isOf(certificate, found.getMetadata())).isPresent();
    if (taken) {
      attempts.failed(
          new Failure(
              want.ref(),
              Cause.NAME_TAKEN,
              secret
                  + " exists and is not a certificate of ours: delete or rename it, or rename the"
                  + " cluster"));
    }
    return taken;
  }

  private static boolean isOf(Certificate certificate, ObjectMeta secret) {
    var annotations = secret.getAnnotations();
    return annotations != null
        && certificate.getMetadata().getName().equals(annotations.get(Certificate.NAME_ANNOTATION));
  }

  private static Failure contested(Ref ref, Optional<HasMetadata> actual) {
    return new Failure(
        ref,
        Cause.CONTESTED,
        "%s is %s again and again: end that, or let the resource ask for it; it is put back once in %d s"
            .formatted(ref, Contests.rival(actual), Contests.REFILL.toSeconds()));
  }

  private HasMetadata write(HasMetadata wanted, Optional<HasMetadata> actual) {
    try {
      return objects.apply(wanted, actual);
    } catch (KubernetesClientException e) {
      if (actual.isEmpty() || Attempts.cause(e) != Cause.REFUSED) {
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
}
