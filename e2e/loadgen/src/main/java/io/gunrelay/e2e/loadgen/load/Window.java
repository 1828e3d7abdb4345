package io.gunrelay.e2e.loadgen.load;

/** The part of a run that counts, in the terms of {@link System#nanoTime()}. */
record Window(long startNanos, long endNanos) {
  static Window startingNow(double warmupSeconds, double seconds) {
    long start = System.nanoTime() + (long) (warmupSeconds * 1e9);
    return new Window(start, start + (long) (seconds * 1e9));
  }

  boolean contains(long nanos) {
    return nanos - startNanos >= 0 && nanos - endNanos < 0;
  }

  /** How much of the window has passed. */
  double measuredSeconds(long nowNanos) {
    return Math.max(0, Math.min(nowNanos, endNanos) - startNanos) / 1e9;
  }
}
