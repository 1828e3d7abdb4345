package io.gunrelay.relay.transport;

import java.util.concurrent.TimeUnit;

/**
 * How often updates are written. Each write is a call of the kernel and costs some microseconds
 * however little it holds, so a loop that spends its time writing waits a little after each round:
 * what comes meanwhile leaves in the same frames. A loop with little to write never waits, and
 * replies never do.
 */
final class FlushPace {
  /** A round is to take no more than this part of the time. */
  private static final int SHARE = 5;

  private static final long WORTH_WAITING_NS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long LONGEST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(2);

  private long nextNs = Long.MIN_VALUE;
  private boolean waits;

  /** How long the next round is to wait. */
  long waitNs(long nowNs) {
    return waits ? Math.max(0, nextNs - nowNs) : 0;
  }

  void flushed(long beganNs, long endedNs) {
    long wait = Math.min((endedNs - beganNs) * (SHARE - 1), LONGEST_WAIT_NS);
    waits = wait >= WORTH_WAITING_NS;
    nextNs = endedNs + wait;
  }
}
