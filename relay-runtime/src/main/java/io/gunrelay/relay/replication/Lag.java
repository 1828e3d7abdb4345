package io.gunrelay.relay.replication;

import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far this relay is behind one that it takes from. That one says each second how far it is
 * itself; this relay remembers when it heard that, and until when it has not covered it: by its own
 * clock, so that clocks which differ do no harm. Thread-safe.
 */
public final class Lag {
  /**
   * What is missing.
   *
   * @param changes by the sequences; those that others have superseded are among them
   * @param bytes that the source has in hand for this relay, or sent and not confirmed
   * @param nanos how long ago this relay had all that the source had
   */
  public record Behind(long changes, long bytes, long nanos) {}

  /** What the source had when it was heard, as far as it is not here. */
  private record Missing(Map<Origin, Long> vector, long sinceNs) {}

  /** With more, what is heard counts as heard before. */
  private static final int MAX_MISSING = 64;

  private final long mayBeSilentNs;
  private final Map<Origin, Long> here = new HashMap<>();
  private final Map<Origin, Long> there = new HashMap<>();
  private final Deque<Missing> missing = new ArrayDeque<>();
  private long bytes;
  private long heardNs;
  private boolean heard;

  /**
   * Nothing is known yet.
   *
   * @param mayBeSilentNs a source that says nothing for longer is taken to go on without this relay
   */
  public Lag(long mayBeSilentNs) {
    this.mayBeSilentNs = mayBeSilentNs;
  }

  /** This relay has synced as much. */
  public synchronized void synced(VersionVector more) {
    more.sequences().forEach((origin, sequence) -> here.merge(origin, sequence, Math::max));
    for (Missing first = missing.peek();
        first != null && isCovered(first.vector());
        first = missing.peek()) {
      missing.remove();
    }
  }

  /** The source has said how far it is. */
  public synchronized void heard(Message.Progress progress, long nowNs) {
    heard = true;
    heardNs = nowNs;
    bytes = progress.bytes();
    Map<Origin, Long> lacking = new HashMap<>();
    progress
        .vector()
        .sequences()
        .forEach((origin, sequence) -> {
          there.merge(origin, sequence, Math::max);
          if (sequence > here.getOrDefault(origin, 0L)) {
            lacking.put(origin, sequence);
          }
        });
    Missing last = missing.peekLast();
    if (lacking.isEmpty()) {
      return;
    }
    if (last != null && missing.size() == MAX_MISSING) {
      lacking.forEach((origin, sequence) -> last.vector().merge(origin, sequence, Math::max));
    } else {
      missing.add(new Missing(lacking, nowNs));
    }
  }

  /** Empty as long as the source has not said how far it is; one of an older version never does. */
  public synchronized Optional<Behind> behind(long nowNs) {
    if (!heard) {
      return Optional.empty();
    }
    long changes = 0;
    for (Map.Entry<Origin, Long> entry : there.entrySet()) {
      changes += Math.max(0, entry.getValue() - here.getOrDefault(entry.getKey(), 0L));
    }
    long silentNs = Math.max(0, nowNs - heardNs - mayBeSilentNs);
    Missing oldest = missing.peek();
    long lackingNs = oldest == null ? 0 : nowNs - oldest.sinceNs();
    return Optional.of(new Behind(changes, bytes, Math.max(silentNs, lackingNs)));
  }

  private boolean isCovered(Map<Origin, Long> vector) {
    vector.entrySet().removeIf(entry -> here.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    return vector.isEmpty();
  }
}
