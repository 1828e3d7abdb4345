package io.gunrelay.operator.traffic;

import io.gunrelay.operator.fleet.Region;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which relays take new connections.
 *
 * @param parts each once; those that get nothing are not here
 */
public record Split(List<Part> parts) {

  public Split {
    parts = List.copyOf(parts);
  }

  /**
   * The relays of one colour in one region.
   *
   * @param region with the colour
   * @param weight beside those of the other parts, above 0
   */
  public record Part(Region region, int weight) {}

  /** The sets of relays that get something. */
  public Set<Region> sets() {
    return parts.stream().map(Part::region).collect(Collectors.toUnmodifiableSet());
  }
}
