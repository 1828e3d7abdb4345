package io.gunrelay.kubectl.rollout;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.kubectl.cluster.Fleets;
import io.gunrelay.kubectl.cluster.Problem;
import io.gunrelay.kubectl.text.Paint;
import io.gunrelay.operator.fleet.Annotation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A fleet's rollout: how far it is, and what is wanted of it. */
public final class FleetRollout {

  private final Fleets fleets;
  private final String name;

  public FleetRollout(KubernetesClient client, String name) {
    this.fleets = new Fleets(client);
    this.name = name;
  }

  /**
   * What there is to say.
   *
   * @param lines nothing else
   * @param underWay whether a rollout goes on, or is about to begin
   * @param good whether the fleet runs what its spec asks for
   */
  public record Answer(List<String> lines, boolean underWay, boolean good) {}

  /** How far it is. */
  public Answer status(Paint paint, Instant now) {
    var fleet = fleets.get(name);
    var status = fleet.getStatus();
    var isSeen =
        status != null
            && Objects.equals(status.observedGeneration(), fleet.getMetadata().getGeneration());
    var isUnderWay = !isSeen || status.rollout() != null || RolloutText.pending(status).isPresent();
    var isBad = status != null && status.failedRevision() != null;
    return new Answer(RolloutText.of(fleet, paint, now), isUnderWay, !isUnderWay && !isBad);
  }

  /** Those that have ended. */
  public List<String> history(Instant now) {
    return RolloutText.history(fleets.get(name), now);
  }

  /** Has it wait for nothing any more; says what is done. */
  public String promote() {
    var revision = underWay();
    fleets.annotate(name, Annotation.PROMOTE, revision);
    return "revision %s waits for no hold, approval, evidence or region any more"
        .formatted(revision);
  }

  /** Takes clients back; says what is done. */
  public String abort() {
    var fleet = fleets.get(name);
    var status = fleet.getStatus();
    var rollout = status == null ? null : status.rollout();
    var revision = rollout == null ? completed(fleet) : rollout.revision();
    fleets.annotate(name, Annotation.ABORT, revision);
    return "clients are taken back from revision %s, which is not tried again until spec asks for another one"
        .formatted(revision);
  }

  /** The revision of a rollout that is through, as long as there is something to go back to. */
  private String completed(GunRelayCluster fleet) {
    var status = fleet.getStatus();
    var past = status == null ? null : status.rollouts();
    var colours = status == null ? null : status.colours();
    if (past == null || past.isEmpty() || colours == null || colours.size() < 2) {
      throw none();
    }
    return past.stream()
        .findFirst()
        .filter(last -> last.outcome() == RolloutOutcome.Completed)
        .map(PastRolloutStatus::revision)
        .orElseThrow(this::none);
  }

  /** Has it stay where it is; says what is done. */
  public String pause() {
    var revision = underWay();
    fleets.annotate(name, Annotation.PAUSE, revision);
    return "revision %s stays where it is until 'kubectl gunrelay rollout resume %s'"
        .formatted(revision, name);
  }

  /** Has it go on; says what is done. */
  public String resume() {
    fleets.get(name);
    fleets.annotate(name, Annotation.PAUSE, null);
    return "rollouts of " + name + " go on";
  }

  /** Tries a revision again that was taken back; says what is done. */
  public String retry(Instant now) {
    var status = fleets.get(name).getStatus();
    var failed = status == null ? null : status.failedRevision();
    if (failed == null) {
      throw new Problem(
          name + " has no revision that was taken back: there is nothing to try again");
    }
    fleets.annotate(name, Annotation.ABORT, null);
    fleets.annotate(name, Annotation.RETRY, now.toString());
    return "revision %s is tried again".formatted(failed.revision());
  }

  private String underWay() {
    var status = fleets.get(name).getStatus();
    var rollout = status == null ? null : status.rollout();
    if (rollout == null) {
      throw none();
    }
    return rollout.revision();
  }

  private Problem none() {
    return new Problem(
        "%s has no rollout under way: 'kubectl gunrelay rollout history %s' says which have ended"
            .formatted(name, name));
  }
}
