package io.gunrelay.relay.transport;

import java.time.Duration;

/** What the connections of one loop that do not keep up have in common. Belongs to that loop. */
final class SlowReaders {
  /** Time after which values are read again, when the disk could not be read. */
  static final Duration RETRY = Duration.ofSeconds(1);

  /** More would be read for all clients at once than is needed to keep the disk at work. */
  private static final int READS_AT_A_TIME = 16;

  private final Turns turns = new Turns(READS_AT_A_TIME);
  private final TransportMetrics metrics;
  private final long maxMarks;
  private long marks;

  SlowReaders(TransportMetrics metrics, long maxMarks) {
    this.metrics = metrics;
    this.maxMarks = maxMarks;
  }

  Turns turns() {
    return turns;
  }

  void joined() {
    metrics.conflatedConnections.incrementAndGet();
  }

  void left() {
    metrics.conflatedConnections.decrementAndGet();
  }

  void recovered() {
    metrics.recoveries.increment();
  }

  void missedUpdate() {
    metrics.conflatedUpdates.increment();
  }

  /** Counts marks that are remembered; false when there are too many in this loop. */
  boolean count(int change) {
    if (change != 0) {
      marks += change;
      metrics.marks.addAndGet(change);
    }
    return marks <= maxMarks;
  }
}
