package io.gunrelay.operator.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A region's relays as they are.
 *
 * @param desired how many there are to be; of those that are there for clients of others alone, as
 *     many as are ready: nobody waits for them
 * @param existing pods that there are
 * @param ready pods that take clients
 * @param awaiting pods that take clients and have not taken the present configuration yet
 * @param clients connected clients as the relays report them; null when none has reported
 * @param step what is on the way
 * @param troubles what stands in the way, the gravest first
 * @param balance how evenly clients are spread over them
 */
public record RegionState(
    String name,
    int desired,
    int existing,
    int ready,
    int awaiting,
    @Nullable Long clients,
    Step step,
    List<Trouble> troubles,
    Balance balance) {

  public RegionState {
    troubles = List.copyOf(troubles);
  }

  /** What a region is doing. */
  public enum Step {
    /** There is no workload yet, or it has never been complete. */
    CREATING,
    /** Pods of a former revision are being replaced. */
    ROLLING_OUT,
    /** Pods are being added or removed. */
    SCALING,
    /** Pods that were lost, or are not ready any more, are coming back. */
    RECOVERING,
    /** Configuration that relays take while they run is on its way to some. */
    CONFIGURING,
    /** Nothing is on the way. */
    DONE
  }
}
