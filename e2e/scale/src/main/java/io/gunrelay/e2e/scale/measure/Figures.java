package io.gunrelay.e2e.scale.measure;

import java.time.Duration;
import java.util.List;

/**
 * What was measured.
 *
 * @param pods how many there were
 * @param firstSeen from the operator's start until it had reconciled every fleet
 * @param firstReady until every fleet was ready
 * @param first what was asked from the start until nothing was written any more
 * @param firstProcessor the operator's time on processors until then
 * @param mostResidentMb the most memory that it held in the whole run
 * @param residentMb what it held at the end of the steady time
 * @param steady how long nothing was changed
 * @param steadyProcessor the operator's time on processors in it
 * @param reports asked of relays in it
 * @param reactions from the change of a spec to the first write, shortest first
 * @param restartSeen from the start of the next process until it acted upon a change
 * @param restarted what that one asked, which found all else done
 */
record Figures(
    int fleets,
    int pods,
    Duration firstSeen,
    Duration firstReady,
    Duration firstProcessor,
    Requests first,
    double mostResidentMb,
    double residentMb,
    Duration steady,
    Duration steadyProcessor,
    Requests steadily,
    long reports,
    List<Duration> reactions,
    Requests changed,
    Duration restartSeen,
    Requests restarted) {

  /** The reaction that such a share of all is not slower than. */
  Duration reaction(double share) {
    int index = (int) Math.ceil(share * reactions.size()) - 1;
    return reactions.get(Math.max(0, index));
  }

  /** How much of one processor the steady state takes, in percent. */
  double idlePercent() {
    return 100.0 * steadyProcessor.toNanos() / steady.toNanos();
  }
}
