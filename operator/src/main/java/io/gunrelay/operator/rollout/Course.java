package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.FailedRevisionStatus;
import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Revision;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is remembered of a fleet's revisions: all that a new operator needs to go on.
 *
 * @param serving which relays take clients when nothing is under way
 * @param revisions what the relays of each colour are; of colours that there are to be
 * @param attempt the rollout under way
 * @param kept former relays that are kept
 * @param failed a revision that was taken back
 * @param past rollouts that have ended, the latest first
 */
public record Course(
    Colour serving,
    Map<Colour, Revision> revisions,
    Optional<Attempt> attempt,
    Optional<Kept> kept,
    Optional<FailedRevisionStatus> failed,
    List<PastRolloutStatus> past) {

  private static final int REMEMBERED = 10;

  public Course {
    revisions = Map.copyOf(revisions);
    past = List.copyOf(past);
  }

  /** Of a fleet that begins, or of one whose relays are replaced one by one. */
  public static Course of(Colour serving, Revision revision) {
    return new Course(
        serving,
        Map.of(serving, revision),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** What the relays of a colour are. */
  public Revision revision(Colour colour) {
    return Objects.requireNonNull(revisions.get(colour));
  }

  /** The colours that there are to be. */
  public List<Colour> colours() {
    return revisions.keySet().stream().sorted().toList();
  }

  Course with(Colour colour, Revision revision) {
    var all = new EnumMap<>(revisions);
    all.put(colour, revision);
    return new Course(serving, all, attempt, kept, failed, past);
  }

  Course with(Attempt now) {
    return new Course(serving, revisions, Optional.of(now), kept, failed, past);
  }

  Course with(Optional<FailedRevisionStatus> latched) {
    return new Course(serving, revisions, attempt, kept, latched, past);
  }

  Course without(Kept former) {
    return new Course(serving, without(former.colour()), attempt, Optional.empty(), failed, past);
  }

  private Map<Colour, Revision> without(Colour colour) {
    var rest = new EnumMap<>(revisions);
    rest.remove(colour);
    return rest;
  }

  /** The new relays take all clients from now on. */
  Course completed(Optional<Kept> former, PastRolloutStatus entry) {
    var candidate = attempt.orElseThrow().colour();
    return new Course(
        candidate,
        former.isPresent() ? revisions : without(serving),
        Optional.empty(),
        former,
        failed,
        past(entry));
  }

  /** All clients are back. */
  Course rolledBack(Optional<FailedRevisionStatus> latched, PastRolloutStatus entry) {
    return new Course(
        serving,
        without(attempt.orElseThrow().colour()),
        Optional.empty(),
        Optional.empty(),
        latched,
        past(entry));
  }

  private List<PastRolloutStatus> past(PastRolloutStatus entry) {
    var all = new ArrayList<PastRolloutStatus>();
    all.add(entry);
    past.stream().limit(REMEMBERED - 1L).forEach(all::add);
    return all;
  }
}
