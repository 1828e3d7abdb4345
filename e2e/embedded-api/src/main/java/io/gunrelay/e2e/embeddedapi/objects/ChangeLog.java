package io.gunrelay.e2e.embeddedapi.objects;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The latest changes, in order, for watches to follow. Safe for use by several threads. */
public final class ChangeLog {
  private final int capacity;
  private final Deque<Change> changes = new ArrayDeque<>();
  private long dropped;
  private boolean closed;

  ChangeLog(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(Change change) {
    changes.addLast(change);
    if (changes.size() > capacity) {
      dropped = changes.removeFirst().revision();
    }
    notifyAll();
  }

  /** Ends every wait, now and later. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  /** Forgets everything up to now, as a real server does by and by. */
  public synchronized void compact() {
    if (!changes.isEmpty()) {
      dropped = changes.getLast().revision();
      changes.clear();
    }
    notifyAll();
  }

  /**
   * The changes after a revision, in order; waits for one when there is none.
   *
   * @return no changes when the time is over; empty when changes after {@code revision} are
   *     forgotten
   */
  public synchronized Optional<List<Change>> after(long revision, Duration longest)
      throws InterruptedException {
    long endNs = System.nanoTime() + longest.toNanos();
    while (true) {
      if (revision < dropped) {
        return Optional.empty();
      }
      List<Change> newer = newerThan(revision);
      long leftNs = endNs - System.nanoTime();
      if (!newer.isEmpty() || closed || leftNs <= 0) {
        return Optional.of(newer);
      }
      wait(leftNs / 1_000_000 + 1);
    }
  }

  private List<Change> newerThan(long revision) {
    if (changes.isEmpty() || changes.getLast().revision() <= revision) {
      return List.of();
    }
    Iterator<Change> all = changes.iterator();
    Iterable<Change> once = () -> all;
    return StreamSupport.stream(once.spliterator(), false)
        .filter(change -> change.revision() > revision)
        .toList();
  }
}
