package io.gunrelay.e2e.loadgen.bench;

/**
 * How long everything takes.
 *
 * @param rounds times that each relay is taken through all loads, in turn
 * @param starts times that it is started for its start time, a round; one more comes first, so that
 *     its files are in the page cache
 * @param settleSeconds before memory is read
 * @param warmupSeconds of each load, not measured
 * @param seconds of each load, measured
 * @param idleConnections for the memory of one
 */
record Plan(
    int rounds,
    int starts,
    double settleSeconds,
    double warmupSeconds,
    double seconds,
    int idleConnections) {
  static Plan full() {
    return new Plan(3, 3, 4, 3, 6, 5_000);
  }

  static Plan quick() {
    return new Plan(1, 2, 2, 1.5, 3, 5_000);
  }
}
