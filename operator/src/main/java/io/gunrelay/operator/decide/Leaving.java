package io.gunrelay.operator.decide;

import org.jspecify.annotations.Nullable;

/**
 * A region that the resource does not name any more, and that has relays still.
 *
 * @param held whether its relays stay, since no other region's would take their clients
 * @param host the DNS name that led to it alone; null when it had none
 */
public record Leaving(String region, boolean held, @Nullable String host) {

  /** What is to be said of it. */
  public String message() {
    return held
        ? "region " + region + " leaves as soon as a relay of another region is ready"
        : "region " + region + " is leaving: its relays hand their clients over";
  }
}
