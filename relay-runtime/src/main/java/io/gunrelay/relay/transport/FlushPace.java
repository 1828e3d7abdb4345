package io.gunrelay.relay.transport;

import java.util.concurrent.TimeUnit;

/**
 * How often updates are written. Each write is a call of the kernel and costs some microseconds
 * however little it holds. So while updates come faster than a loop writes them, which shows by
 * several leaving in one frame, the loop waits after each round for as long as the round took, but
 * not long: what comes meanwhile leaves in the same frames. One update at a time never waits, and
 * replies never do.
 */
final class FlushPace {
  private static final long WORTH_WAITING_NS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long LONGEST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private long nextNs;
  private boolean waits;

  /** How long the next round is to wait. */
  long waitNs(long nowNs) {
    return waits ? Math.max(0, nextNs - nowNs) : 0;
  }

  /** A round has ended that took so long and wrote so much. */
  void flushed(long beganNs, long endedNs, long messages, long frames) {
    long wait = Math.min(endedNs - beganNs, LONGEST_WAIT_NS);
    waits = messages >= 2 * frames && wait >= WORTH_WAITING_NS;
    nextNs = endedNs + wait;
  }
}
