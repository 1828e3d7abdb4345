package io.gunrelay.operator.lead;

import java.time.Duration;

/**
 * The times of an election.
 *
 * @param lease for how long a claim holds that is not renewed; whole seconds
 * @param renewal after how long without a renewal the holder stops to work, shorter than the lease:
 *     what is left of it is for rounds that have begun
 * @param retry how often the Lease is renewed or looked at
 */
public record Timing(Duration lease, Duration renewal, Duration retry) {

  /** A successor works less than five seconds after its predecessor has died. */
  public static final Timing QUICK =
      new Timing(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(500));
}
