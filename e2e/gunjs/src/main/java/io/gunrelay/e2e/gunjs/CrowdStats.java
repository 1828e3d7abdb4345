package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A crowd as it is.
 *
 * @param connected members that have a relay
 * @param adrift those that have none: the states of their sockets, and for how long
 * @param heard of each member the newest value of what it listens to; null where it heard nothing
 * @param awayMs each time that a member was without a relay, and has one again: how long
 * @param rssBytes the process' resident memory
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CrowdStats(
    int connected,
    List<Adrift> adrift,
    List<@Nullable Object> heard,
    List<Double> awayMs,
    long rssBytes) {

  /**
   * A member without a relay.
   *
   * @param sockets as WebSocket calls their states
   */
  public record Adrift(List<String> sockets, long awayMs) {}
}
