package io.gunrelay.e2e.local.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Times from a write on one device until another knows of it, in milliseconds. */
final class SyncTimes {
  private final List<Double> sortedMs = new ArrayList<>();

  void add(double ms) {
    int place = Collections.binarySearch(sortedMs, ms);
    sortedMs.add(place < 0 ? -place - 1 : place, ms);
  }

  int count() {
    return sortedMs.size();
  }

  /**
   * The smallest time that this share of all times does not exceed.
   *
   * @param share above 0, at most 1
   */
  double percentile(double share) {
    if (sortedMs.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    return sortedMs.get((int) Math.ceil(share * sortedMs.size()) - 1);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %.1f ms, p99 %.1f ms, slowest %.1f ms",
        percentile(0.5),
        percentile(0.99),
        percentile(1));
  }
}
