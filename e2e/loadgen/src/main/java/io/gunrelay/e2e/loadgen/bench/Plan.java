package io.gunrelay.e2e.loadgen.bench;

/**
 * How long everything takes.
 *
 * @param rounds times that everybody is taken through the loads, in turn
 * @param starts times that a relay is started for its start time, a round; one more comes first, so
 *     that its files are in the page cache
 * @param settleSeconds before memory is read
 * @param runInSeconds of a heavy load, not measured, before the first one: what a virtual machine
 *     has not compiled yet is no property of a relay that runs for weeks
 * @param warmupSeconds of each load, not measured
 * @param seconds of each load, measured
 */
record Plan(
    int rounds,
    int starts,
    double settleSeconds,
    double runInSeconds,
    double warmupSeconds,
    double seconds) {
  static Plan full() {
    return new Plan(2, 3, 4, 15, 2, 5);
  }

  static Plan quick() {
    return new Plan(1, 2, 2, 4, 1, 2);
  }
}
