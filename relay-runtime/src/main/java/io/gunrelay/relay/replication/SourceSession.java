package io.gunrelay.relay.replication;

import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.FeedScan;
import io.gunrelay.relay.store.Journal;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.Tag;
import io.gunrelay.relay.store.VersionVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The side of a session that gives. First everything above the target's vector, from one snapshot
 * that goes with its vector and with the start of the tail; then that vector; then the tail: what
 * is committed, in order.
 *
 * <p>What the target is known to have may be left out, a value may be sent more than once or
 * sooner; an advance is never left out, unless the target has it, and never sent before the values
 * that it rests on. When the tail is longer than it may be, it is dropped and a new snapshot
 * follows, from the vector that has been sent: a fill always ends.
 *
 * <p>{@link #next} and {@link #close} belong to one thread; the rest may be called by any.
 */
public final class SourceSession implements AutoCloseable {
  /**
   * How much there may be.
   *
   * @param tailBytes of the tail that wait before a new snapshot replaces it
   * @param values in a message
   * @param bytes of values in a message, and one value more
   */
  public record Limits(long tailBytes, int values, long bytes) {
    public static final Limits USUAL = new Limits(16 << 20, 512, 256 << 10);
  }

  private final Journal journal;
  private final Origin target;
  private final Limits limits;
  private final Tail tail;
  private final Runnable wake;
  private final Map<Origin, Long> known = new ConcurrentHashMap<>();
  private VersionVector sent;
  private @Nullable Snapshot snapshot;
  private boolean started;
  private boolean filled;
  private boolean following;
  private volatile boolean closed;
  private volatile @Nullable Snapshot arrived;

  private record Snapshot(FeedScan values, VersionVector vector) {}

  /**
   * Begins one.
   *
   * @param target the process that takes
   * @param vector what it has
   * @param wake called, by any thread, when {@link #next} may have something
   */
  public SourceSession(
      Journal journal, Origin target, VersionVector vector, Limits limits, Runnable wake) {
    this.journal = journal;
    this.target = target;
    this.sent = vector;
    this.wake = wake;
    this.limits = limits;
    this.tail = new Tail(limits.tailBytes(), wake);
    known.putAll(vector.sequences());
  }

  /** The next message, or null if there is none at present. Blocks for the disk. */
  public @Nullable Changes next() {
    if (snapshot == null) {
      snapshot = arrived;
      arrived = null;
    }
    if (snapshot != null) {
      return nextOf(snapshot);
    }
    if (!started || (filled && tail.hasOverflowed())) {
      started = true;
      filled = false;
      takeSnapshot();
      return null;
    }
    return filled ? nextOfTail() : null;
  }

  /** The target has synced as much. */
  public void confirmed(VersionVector vector) {
    vector.sequences().forEach((origin, sequence) -> known.merge(origin, sequence, Math::max));
  }

  /** Whether the target has been sent all that there was when it asked. */
  public boolean isFilled() {
    return filled;
  }

  /** What waits in the tail. */
  public long tailBytes() {
    return tail.bytes();
  }

  @Override
  public void close() {
    closed = true;
    release(snapshot);
    snapshot = null;
    journal.unfollow(tail);
    // A snapshot that was asked for may still be on its way: it comes before this.
    journal.visit(point -> {
      release(arrived);
      arrived = null;
    });
  }

  private void takeSnapshot() {
    VersionVector above = sent;
    boolean first = !following;
    following = true;
    journal.visit(point -> {
      if (closed) {
        return;
      }
      tail.restart();
      if (first) {
        point.follow(tail);
      }
      arrived = new Snapshot(point.above(above), point.vector());
      wake.run();
    });
  }

  private Changes nextOf(Snapshot from) {
    List<Commit.Value> values = from.values().next(limits.values(), limits.bytes());
    if (!values.isEmpty()) {
      values.removeIf(this::isNeedless);
      return new Changes(values, VersionVector.EMPTY, false);
    }
    from.values().close();
    snapshot = null;
    filled = true;
    sent = sent.max(from.vector());
    return new Changes(List.of(), from.vector(), true);
  }

  private @Nullable Changes nextOfTail() {
    List<Commit.Value> values = new ArrayList<>();
    Map<Origin, Long> advanced = new HashMap<>();
    long bytes = 0;
    Commit commit = null;
    while (values.size() < limits.values()
        && bytes < limits.bytes()
        && (commit = tail.poll()) != null) {
      for (Commit.Value value : commit.values()) {
        if (!isNeedless(value)) {
          values.add(value);
          bytes += value.entry().value().size();
        }
      }
      advanced.putAll(commit.advanced().sequences());
    }
    sent = sent.max(VersionVector.of(advanced));
    advanced.keySet().removeIf(origin -> isKnown(origin, advanced.getOrDefault(origin, 0L)));
    if (values.isEmpty() && advanced.isEmpty()) {
      return null;
    }
    return new Changes(values, VersionVector.of(advanced), false);
  }

  private boolean isNeedless(Commit.Value value) {
    Tag tag = value.tag();
    return isKnown(tag.origin(), tag.sequence()) || target.equals(value.sender());
  }

  private boolean isKnown(Origin origin, long sequence) {
    return origin.equals(target) || known.getOrDefault(origin, 0L) >= sequence;
  }

  private static void release(@Nullable Snapshot unused) {
    if (unused != null) {
      unused.values().close();
    }
  }
}
