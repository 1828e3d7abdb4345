package io.gunrelay.e2e.loadgen.bench;

/** A line of the table. */
enum Measure {
  START("Start: process start to first WebSocket", "ms", Better.LOWER, 0),
  IDLE_MEMORY("Memory when idle (RSS)", "MB", Better.LOWER, 1),
  PUTS_1("Acknowledged puts, 1 in flight", "/s", Better.HIGHER, 0),
  PUTS_1_P99("… 99th percentile", "ms", Better.LOWER, 1),
  PUTS_100("Acknowledged puts, 100 in flight", "/s", Better.HIGHER, 0),
  PUTS_100_P99("… 99th percentile", "ms", Better.LOWER, 1),
  PUTS_1000("Acknowledged puts, 1,000 in flight", "/s", Better.HIGHER, 0),
  PUTS_1000_P99("… 99th percentile", "ms", Better.LOWER, 1),
  FANOUT("Fan-out to 200 subscribers", "deliveries/s", Better.HIGHER, 0),
  FANOUT_50_P50("Fan-out of 50 updates/s, median", "ms", Better.LOWER, 1),
  FANOUT_50_P99("… 99th percentile", "ms", Better.LOWER, 1),
  FANOUT_400_P50("Fan-out of 400 updates/s, median", "ms", Better.LOWER, 1),
  FANOUT_400_P99("… 99th percentile", "ms", Better.LOWER, 1),
  CONNECTION_MEMORY("Memory for each of 5,000 idle connections", "KB", Better.LOWER, 1);

  /** Which direction is progress. */
  enum Better {
    LOWER,
    HIGHER
  }

  private final String label;
  private final String unit;
  private final Better better;
  private final int decimals;

  Measure(String label, String unit, Better better, int decimals) {
    this.label = label;
    this.unit = unit;
    this.better = better;
    this.decimals = decimals;
  }

  String label() {
    return label;
  }

  String unit() {
    return unit;
  }

  int decimals() {
    return decimals;
  }

  /** How many times better ours is than theirs: above 1 is ahead, whatever the direction. */
  double ratio(double ours, double theirs) {
    return better == Better.HIGHER ? ours / theirs : theirs / ours;
  }
}
