package io.gunrelay.e2e.loadgen.soak;

/** How often something has become due. One thread. */
final class Pace {
  private final double perSecond;
  private long taken;

  Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /** How often it has become due since the last call. */
  int due(double nowSeconds) {
    long byNow = (long) (nowSeconds * perSecond);
    int due = (int) (byNow - taken);
    taken = byNow;
    return due;
  }
}
