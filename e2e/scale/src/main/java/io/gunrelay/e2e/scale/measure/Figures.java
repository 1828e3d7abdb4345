package io.gunrelay.e2e.scale.measure;

import java.time.Duration;
import java.util.List;

/**
 * What was measured.
 *
 * @param pods how many there were
 * @param mostResidentMb the most memory that the operator held in the whole run
 */
record Figures(
    int fleets,
    int pods,
    First first,
    Steady steady,
    Changes changes,
    Restart restart,
    double mostResidentMb) {

  /**
   * With all fleets there and nothing made of them.
   *
   * @param seen from the operator's start until it had reconciled every fleet
   * @param ready until every fleet was ready
   * @param processor the operator's time on processors until then
   * @param requests from the start until nothing was written any more
   */
  record First(Duration seen, Duration ready, Duration processor, Requests requests) {}

  /**
   * While nothing changed.
   *
   * @param time for how long
   * @param processor the operator's time on processors
   * @param reports asked of relays
   * @param residentMb what the operator held at the end
   */
  record Steady(
      Duration time, Duration processor, Requests requests, long reports, double residentMb) {

    /** How much of one processor it takes, in percent. */
    double percent() {
      return 100.0 * processor.toNanos() / time.toNanos();
    }
  }

  /**
   * While specs changed.
   *
   * @param reactions from the change of a spec to the first write, shortest first
   */
  record Changes(List<Duration> reactions, Requests requests) {

    /** The reaction that such a share of all is not slower than. */
    Duration reaction(double share) {
      int index = (int) Math.ceil(share * reactions.size()) - 1;
      return reactions.get(Math.max(0, index));
    }
  }

  /**
   * Of the operator's next process, which found everything done but one change.
   *
   * @param seen from its start until it acted upon the change
   * @param requests but for the answer to the change
   */
  record Restart(Duration seen, Requests requests) {}
}
