package io.gunrelay.relay.transport;

import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Update;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the connections of one loop that do not keep up have in common. Belongs to that loop. */
final class SlowReaders {
  /** Time after which values are read again, when the disk could not be read. */
  static final Duration RETRY = Duration.ofSeconds(1);

  /** More would be read for all clients at once than is needed to keep the disk at work. */
  private static final int READS_AT_A_TIME = 16;

  /** Keys whose newest update is known. */
  private static final int MAX_KEYS = 10_000;

  private final Turns turns = new Turns(READS_AT_A_TIME);
  private final TransportMetrics metrics;
  private final long maxMarks;
  private final Map<Mark, Newest> newest = new HashMap<>();
  private int behind;
  private long marks;

  SlowReaders(TransportMetrics metrics, long maxMarks) {
    this.metrics = metrics;
    this.maxMarks = maxMarks;
  }

  Turns turns() {
    return turns;
  }

  void joined() {
    behind++;
    metrics.conflatedConnections.incrementAndGet();
  }

  void left() {
    behind--;
    if (behind == 0) {
      newest.clear();
    }
    metrics.conflatedConnections.decrementAndGet();
  }

  /**
   * An update has come: what shows that those of its key before it are superseded. Null while
   * everybody keeps up, and for an update of several keys, which few others could make up for.
   */
  @Nullable Newest newest(Update update) {
    if (behind == 0 || update.changes().size() > 1) {
      return null;
    }
    if (newest.size() == MAX_KEYS) {
      // Updates of these are not left out any more; that is all.
      newest.clear();
    }
    Delta change = update.changes().getFirst();
    Newest of =
        newest.computeIfAbsent(new Mark(change.soul(), change.key()), key -> new Newest(update));
    of.is(update);
    return of;
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
