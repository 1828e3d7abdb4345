package io.gunrelay.e2e.loadgen.load;

/**
 * A schedule of sends at a fixed rate that does not wait for anybody. A latency is measured from
 * the time at which a message was due, not from when it went out: if the sender or the relay falls
 * behind, the wait shows (Gil Tene's "coordinated omission" is leaving it out).
 */
final class OpenLoop {
  private final long startNanos;
  private final double perSecond;
  private final long total;
  private long sent;

  /**
   * A schedule of which nothing is taken.
   *
   * @param startNanos when the first is due
   * @param total how many there are
   */
  OpenLoop(long startNanos, double perSecond, long total) {
    this.startNanos = startNanos;
    this.perSecond = perSecond;
    this.total = total;
  }

  /** How many are due at a time and have not been taken. */
  long due(long nowNanos) {
    if (nowNanos < startNanos) {
      return 0;
    }
    long byNow = (long) Math.floor((nowNanos - startNanos) / 1e9 * perSecond) + 1;
    return Math.min(byNow, total) - sent;
  }

  /** Takes the next one; returns its number, from 0. */
  long take() {
    return sent++;
  }

  /** When the message of a number is due. */
  long dueNanos(long number) {
    return startNanos + (long) Math.ceil(number / perSecond * 1e9);
  }

  /** When the next one to be taken is due. */
  long nextNanos() {
    return dueNanos(sent);
  }

  boolean done() {
    return sent == total;
  }
}
