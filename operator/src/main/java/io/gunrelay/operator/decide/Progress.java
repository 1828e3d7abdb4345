package io.gunrelay.operator.decide;

import io.gunrelay.operator.rollout.Course;
import io.gunrelay.operator.rollout.Judged;
import io.gunrelay.operator.rollout.Sight;
import io.gunrelay.operator.rollout.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a fleet is from one revision to the next.
 *
 * @param remembered what the status had
 * @param turn what was decided
 * @param steps how many there are
 * @param judged what is said of the new relays
 * @param regions each as it is
 */
public record Progress(
    Course remembered, Turn turn, int steps, Judged judged, List<OfRegion> regions) {

  public Progress {
    regions = List.copyOf(regions);
  }

  /**
   * One region.
   *
   * @param clients of the new relays; null when nothing is known
   * @param formerClients of the former ones
   */
  public record OfRegion(String name, @Nullable Long clients, @Nullable Long formerClients) {}

  /** Whether the course is another one than before: a rollout has begun, gone on or ended. */
  public boolean isCourseNew() {
    return !turn.course().equals(remembered);
  }

  /** Of one turn. */
  static Progress of(Course remembered, Turn turn, Sight sight) {
    var serving = turn.course().serving();
    return new Progress(
        remembered,
        turn,
        sight.strategy().steps().size(),
        sight.judged(),
        turn.course()
            .attempt()
            .map(attempt ->
                sight.regions().stream()
                    .map(region ->
                        new OfRegion(
                            region.name(),
                            region.known() ? region.set(attempt.colour()).clients() : null,
                            region.known() ? region.set(serving).clients() : null))
                    .toList())
            .orElse(List.of()));
  }
}
