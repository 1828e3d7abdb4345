package io.gunrelay.relay.replication;

import io.gunrelay.relay.store.Commit;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Commits that a source has not sent yet, up to a bound. Beyond it all of them are dropped, and
 * what follows, until a new snapshot makes them unnecessary. Thread-safe.
 */
final class Tail implements Consumer<Commit> {
  private static final int VALUE_OVERHEAD = 96;
  private static final int COMMIT_OVERHEAD = 64;

  private final Queue<Commit> commits = new ArrayDeque<>();
  private final long maxBytes;
  private final Runnable wake;
  private long bytes;
  private boolean overflowed;

  /**
   * @param wake called, by the journal's thread, when there is something to do
   */
  Tail(long maxBytes, Runnable wake) {
    this.maxBytes = maxBytes;
    this.wake = wake;
  }

  @Override
  public void accept(Commit commit) {
    synchronized (this) {
      if (overflowed) {
        return;
      }
      commits.add(commit);
      bytes += size(commit);
      if (bytes > maxBytes) {
        drop();
        overflowed = true;
      }
    }
    wake.run();
  }

  synchronized @Nullable Commit poll() {
    Commit commit = commits.poll();
    if (commit != null) {
      bytes -= size(commit);
    }
    return commit;
  }

  synchronized boolean hasOverflowed() {
    return overflowed;
  }

  /** Starts again: a snapshot holds everything up to here. */
  synchronized void restart() {
    drop();
    overflowed = false;
  }

  synchronized long bytes() {
    return bytes;
  }

  private void drop() {
    commits.clear();
    bytes = 0;
  }

  private static long size(Commit commit) {
    long size = COMMIT_OVERHEAD;
    for (Commit.Value value : commit.values()) {
      size +=
          VALUE_OVERHEAD
              + value.entry().soul().length()
              + value.entry().key().length()
              + value.entry().value().size();
    }
    return size;
  }
}
