package io.gunrelay.operator.decide;

import io.gunrelay.operator.rollout.Judged;
import io.gunrelay.operator.rollout.Sight;
import io.gunrelay.operator.rollout.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a fleet is from one revision to the next.
 *
 * @param turn what was decided
 * @param steps how many there are
 * @param judged what is said of the new relays
 * @param regions each as it is
 */
public record Progress(Turn turn, int steps, Judged judged, List<OfRegion> regions) {

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

  /** Of one turn. */
  public static Progress of(Turn turn, Sight sight) {
    var serving = turn.course().serving();
    return new Progress(
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
