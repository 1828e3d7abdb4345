package io.gunrelay.relay.fence;

import java.time.Duration;
import java.util.List;

/**
 * When a relay fences itself.
 *
 * @param after how long it may have been heard by nobody
 * @param region its own
 * @param regions all of the fleet
 */
public record FenceSettings(
    FencePolicy policy, Duration after, String region, List<String> regions) {

  public FenceSettings {
    regions = List.copyOf(regions);
  }

  /** Whether there is anything to be cut off from. */
  public boolean isOn() {
    return policy != FencePolicy.NONE && others() > 0;
  }

  /** How many other regions there are. */
  int others() {
    return (int) regions.stream().filter(this::isOther).distinct().count();
  }

  boolean isOther(String name) {
    return !name.equals(region) && regions.contains(name);
  }
}
