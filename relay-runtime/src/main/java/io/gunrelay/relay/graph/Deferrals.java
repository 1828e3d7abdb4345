package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.Journal;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.Transaction;
import io.gunrelay.relay.store.Write;
import io.gunrelay.relay.work.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts whose state lies in the future: kept on disk until they are due, and merged then. Belongs to
 * its scheduler's thread.
 */
final class Deferrals {
  private static final Comparator<Write.Deferred> BY_TIME = Deferrals::compare;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final long OVERHEAD = 128;
  private static final double LONGEST_SLEEP_MS = 3_600_000;

  /** Told with a value that is due, and with who waits for it. */
  interface Due {
    void due(Write.Deferred deferred, List<MergeTask.Progress> waiting);
  }

  /** One that is kept: what it was taken from, and who wants to hear when it is due. */
  private record Kept(Allowance allowance, List<MergeTask.Progress> waiting) {}

  private final TreeMap<Write.Deferred, Kept> kept = new TreeMap<>(BY_TIME);
  private final Scheduler scheduler;
  private final InstantSource clock;
  private final Journal journal;
  private final int max;
  private final long maxBytes;
  private final Due due;
  private long lastNumber;
  private double wakeAt = Double.POSITIVE_INFINITY;
  private volatile int size;
  private volatile long bytes;
  private long sum;

  /**
   * @param found what is on disk
   * @param max how many are kept at most
   * @param maxBytes that they may take, with names
   * @param due called with each that is due; it becomes of no interest here
   */
  Deferrals(
      List<Write.Deferred> found,
      int max,
      long maxBytes,
      Scheduler scheduler,
      InstantSource clock,
      Journal journal,
      Due due) {
    this.scheduler = scheduler;
    this.clock = clock;
    this.journal = journal;
    this.max = max;
    this.maxBytes = maxBytes;
    this.due = due;
    for (Write.Deferred deferred : found) {
      // Whose they are is not on the disk.
      Kept _ = add(deferred, Allowance.UNLIMITED);
      lastNumber = Math.max(lastNumber, deferred.number());
    }
    size = kept.size();
    bytes = sum;
    scheduler.execute(this::takeDue);
  }

  /** How many are kept; from any thread. */
  int size() {
    return size;
  }

  boolean isFull() {
    return size >= max || bytes >= maxBytes;
  }

  /**
   * Keeps them all, and says so when they are on disk. From any thread.
   *
   * @param allowances for each of them, of which {@link #size(Delta)} was taken
   */
  void keep(List<Delta> deltas, List<Allowance> allowances, MergeTask.Progress progress) {
    scheduler.execute(() -> keepNow(deltas, allowances, progress));
  }

  /** Tries again later: the graph could not take it. From any thread. */
  void retry(Write.Deferred deferred, List<MergeTask.Progress> waiting) {
    scheduler.after(RETRY, () -> due.due(deferred, waiting));
  }

  private void keepNow(
      List<Delta> deltas, List<Allowance> allowances, MergeTask.Progress progress) {
    List<Write> writes = new ArrayList<>(deltas.size());
    for (int i = 0; i < deltas.size(); i++) {
      Delta delta = deltas.get(i);
      Kept standing = kept(delta);
      if (standing != null) {
        allowances.get(i).giveBack(size(delta));
      } else {
        Write.Deferred deferred =
            new Write.Deferred(
                delta.soul(), delta.key(), delta.state(), ++lastNumber, delta.value());
        standing = add(deferred, allowances.get(i));
        writes.add(new Write.Defer(deferred));
      }
      if (progress.awaitsMaturity()) {
        standing.waiting().add(progress);
      }
    }
    size = kept.size();
    bytes = sum;
    // Even with nothing to write: what it repeats may still be on its way to the disk.
    journal.submit(new Transaction(writes, null, outcome(progress)));
    wakeInTime();
  }

  private Kept add(Write.Deferred deferred, Allowance allowance) {
    Kept added = new Kept(allowance, new ArrayList<>(0));
    kept.put(deferred, added);
    sum += size(deferred);
    return added;
  }

  /** The memory that it takes, while it is kept. */
  static long size(Delta delta) {
    return size(delta.soul(), delta.key(), delta.value());
  }

  private static long size(Write.Deferred deferred) {
    return size(deferred.soul(), deferred.key(), deferred.value());
  }

  private static long size(String soul, String key, Bytes value) {
    return OVERHEAD + value.size() + 2L * (soul.length() + key.length());
  }

  /** What is kept already and stands above it, or is it; null if nothing does. */
  private @Nullable Kept kept(Delta delta) {
    Write.Deferred first =
        new Write.Deferred(delta.soul(), delta.key(), delta.state(), Long.MIN_VALUE, delta.value());
    for (Map.Entry<Write.Deferred, Kept> found : kept.tailMap(first).entrySet()) {
      Write.Deferred other = found.getKey();
      if (other.state() != delta.state()
          || !other.soul().equals(delta.soul())
          || !other.key().equals(delta.key())) {
        return null;
      }
      if (Ham.compare(delta.state(), delta.value(), other.state(), other.value()) <= 0) {
        return found.getValue();
      }
    }
    return null;
  }

  /** Written out: what the JDK combines comparators of is linked anew at each start. */
  private static int compare(Write.Deferred a, Write.Deferred b) {
    int order = Double.compare(a.state(), b.state());
    if (order == 0) {
      order = a.soul().compareTo(b.soul());
    }
    if (order == 0) {
      order = a.key().compareTo(b.key());
    }
    return order == 0 ? Long.compare(a.number(), b.number()) : order;
  }

  private void takeDue() {
    wakeAt = Double.POSITIVE_INFINITY;
    double now = clock.millis();
    while (!kept.isEmpty() && kept.firstKey().state() <= now) {
      var first = kept.pollFirstEntry();
      Write.Deferred deferred = first.getKey();
      sum -= size(deferred);
      first.getValue().allowance().giveBack(size(deferred));
      due.due(deferred, first.getValue().waiting());
    }
    size = kept.size();
    bytes = sum;
    wakeInTime();
  }

  private void wakeInTime() {
    Write.@Nullable Deferred next = kept.isEmpty() ? null : kept.firstKey();
    if (next == null || next.state() >= wakeAt) {
      return;
    }
    wakeAt = next.state();
    double sleepMs = Math.min(wakeAt - clock.millis(), LONGEST_SLEEP_MS);
    scheduler.after(Duration.ofMillis((long) Math.max(0, Math.ceil(sleepMs))), this::takeDue);
  }

  private static Transaction.Outcome outcome(MergeTask.Progress progress) {
    return new Transaction.Outcome() {
      @Override
      public void stored() {
        progress.stored(List.of());
      }

      @Override
      public void delayed(StoreException why) {
        progress.delayed(why);
      }
    };
  }
}
