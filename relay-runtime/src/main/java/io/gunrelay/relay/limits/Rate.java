package io.gunrelay.relay.limits;

import java.time.Duration;

/**
 * How much there may be of something in a second, on average; and at once as much as in {@link
 * #BURST}.
 *
 * @param perSecond 0: no limit
 */
public record Rate(long perSecond) {
  /** No limit. */
  public static final Rate UNLIMITED = new Rate(0);

  private static final double NS_PER_SECOND = 1e9;

  /** For as long a time what was not used is kept. */
  public static final Duration BURST = Duration.ofSeconds(10);

  boolean isLimited() {
    return perSecond > 0;
  }

  /** What each of so many may do. */
  Rate sharedBy(int count) {
    return new Rate(Math.max(1, perSecond / Math.max(1, count)));
  }

  /** For how long {@code amount} uses the rate up. */
  long costNs(long amount) {
    double ns = (double) amount * NS_PER_SECOND / (double) perSecond;
    return ns < (double) Bucket.LONGEST_NS ? (long) ns : Bucket.LONGEST_NS;
  }
}
