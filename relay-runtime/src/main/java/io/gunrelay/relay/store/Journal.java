package io.gunrelay.relay.store;

import io.gunrelay.relay.work.Inbox;
import io.gunrelay.relay.work.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of the disk: everything that waits is written in one batch with one sync, and then
 * everyone is told. Gives own changes their sequences in the order in which they are committed, and
 * keeps the vector, which goes to the disk with the values that it rests on.
 *
 * <p>When the disk fails, the batch in hand is kept and tried again until it is taken; what follows
 * waits behind it. Nothing that was merged in memory is forgotten while the process lives.
 */
public final class Journal {
  /** What stands in line. */
  public abstract static class Work extends Inbox.Item<Work> {
    Work() {}
  }

  private static final class Visit extends Work {
    private final Consumer<Point> visitor;

    Visit(Consumer<Point> visitor) {
      this.visitor = visitor;
    }
  }

  private static final Logger LOG = System.getLogger(Journal.class.getName());
  private static final Duration RETRY = Duration.ofMillis(250);

  private final Inbox<Work> inbox;
  private final Disk disk;
  private final Scheduler scheduler;
  private final Origin origin;
  private final Map<Origin, Long> vector;
  private final List<Consumer<Commit>> followers = new ArrayList<>();
  private final Queue<Work> backlog = new ArrayDeque<>();
  private @Nullable PendingCommit open;
  private @Nullable PendingCommit stuck;
  private long sequence;
  private boolean closed;
  private volatile @Nullable StoreException trouble;
  private final LongAdder commits = new LongAdder();
  private volatile long committed;
  private volatile int origins;

  /**
   * @param scheduler the journal's thread
   * @param origin a new one, of which the disk knows nothing
   * @param vector as found on the disk
   */
  Journal(Disk disk, Scheduler scheduler, Origin origin, VersionVector vector) {
    this.disk = disk;
    this.scheduler = scheduler;
    this.origin = origin;
    this.vector = new HashMap<>(vector.sequences());
    this.origins = vector.sequences().size();
    this.inbox = new Inbox<>(scheduler, this::work);
  }

  /** The origin of the changes that are taken here. */
  public Origin origin() {
    return origin;
  }

  /** Commits it after everything that was submitted before; from any thread. */
  public void submit(Transaction transaction) {
    inbox.add(transaction);
  }

  /**
   * Calls the visitor, on the journal's thread, between two commits: after everything that was
   * submitted before. The visitor must be quick.
   */
  public void visit(Consumer<Point> visitor) {
    inbox.add(new Visit(visitor));
  }

  /** Ends {@link Point#follow}; from any thread, takes effect in line. */
  public void unfollow(Consumer<Commit> follower) {
    visit(point -> followers.remove(follower));
  }

  /**
   * Lets go of origins: the vector covers nothing of them any more, which claims less than before.
   * Done in line, between two commits, for those that no current value is tagged with, and only if
   * every current value is below the vector (rule R7 of the replication's design). Those of them
   * that have come back in the meantime stay.
   *
   * @param retired told who has gone, if any has; on the journal's thread
   */
  public void retire(Set<Origin> origins, Consumer<Set<Origin>> retired) {
    visit(point -> retireNow(origins, retired));
  }

  private void retireNow(Set<Origin> origins, Consumer<Set<Origin>> retired) {
    Set<Origin> gone = new HashSet<>(origins);
    gone.remove(origin);
    gone.retainAll(vector.keySet());
    try {
      if (!letGoOfTagged(gone) || gone.isEmpty()) {
        return;
      }
      try (Disk.Batch batch = disk.batch()) {
        gone.forEach(of -> batch.delete(Family.META, Rows.vectorKey(of)));
        disk.write(batch);
      }
      vector.keySet().removeAll(gone);
      this.origins = vector.size();
      retired.accept(gone);
    } catch (StoreException e) {
      // They stay, and are tried again; what stands in line will meet the same trouble, and say so.
      LOG.log(Level.DEBUG, "origins cannot be retired now: {0}", e.getMessage());
    }
  }

  /** Removes from the set who has a current value; false if any value is above the vector. */
  private boolean letGoOfTagged(Set<Origin> gone) {
    try (Disk.Cursor cursor = disk.scan(Family.FEED, new byte[0])) {
      while (cursor.isValid()) {
        Origin of = Rows.tag(cursor.key()).origin();
        gone.remove(of);
        cursor.seekBefore(Rows.tag(Rows.last(of)));
        if (!cursor.isValid()) {
          return false;
        }
        if (Rows.tag(cursor.key()).sequence() > covered(of)) {
          return false;
        }
        cursor.next();
      }
    }
    return true;
  }

  /** Why the disk takes nothing at present, or null if it does. From any thread. */
  public @Nullable StoreException trouble() {
    return trouble;
  }

  /** How many syncs there have been. From any thread. */
  public long commits() {
    return commits.sum();
  }

  /** The sequence of the last own change that has been synced. From any thread. */
  public long committed() {
    return committed;
  }

  /** How many origins the vector knows. From any thread. */
  public int origins() {
    return origins;
  }

  /** Takes nothing any more; what has been submitted and cannot be written now is dropped. */
  void close(Runnable done) {
    visit(point -> {
      closed = true;
      followers.clear();
      done.run();
    });
    scheduler.execute(() -> {
      if (stuck != null && !closed) {
        closed = true;
        done.run();
      }
    });
  }

  private void work(List<Work> batch) {
    try {
      takeAll(batch);
    } catch (RuntimeException | Error e) {
      // What has been tagged and what not is not known any more: only a new process can go on.
      closed = true;
      trouble =
          new StoreException(
              StoreException.Problem.FAILED, "the journal has failed; restart the relay", e);
      throw e;
    }
  }

  private void takeAll(List<Work> batch) {
    if (closed) {
      return;
    }
    if (stuck != null) {
      backlog.addAll(batch);
      delay(batch);
      return;
    }
    for (Work work : batch) {
      if (stuck != null) {
        backlog.add(work);
      } else {
        take(work);
      }
    }
    write();
  }

  private void take(Work work) {
    if (closed) {
      return;
    }
    switch (work) {
      case Transaction transaction -> {
        PendingCommit commit = open;
        if (commit == null) {
          commit = new PendingCommit(disk.batch(), this::covered, origin, sequence);
          open = commit;
        }
        commit.add(transaction);
        sequence = commit.sequence();
        if (commit.isLarge()) {
          write();
        }
      }
      case Visit visit -> {
        write();
        if (stuck == null) {
          visit.visitor.accept(new Now());
        } else {
          backlog.add(visit);
        }
      }
      default -> throw new IllegalStateException("unknown work: " + work);
    }
  }

  private long covered(Origin of) {
    return vector.getOrDefault(of, 0L);
  }

  /** Writes what has been gathered. Afterwards {@link #stuck} tells whether it could. */
  private void write() {
    PendingCommit commit = open;
    open = null;
    if (commit != null) {
      write(commit);
    }
  }

  private void write(PendingCommit pending) {
    try {
      if (pending.changesAnything()) {
        disk.write(pending.seal());
        commits.increment();
      }
    } catch (StoreException e) {
      stuck = pending;
      trouble = e;
      pending.delayed(e);
      scheduler.after(RETRY, this::retry);
      return;
    }
    stuck = null;
    trouble = null;
    Commit commit = pending.settle();
    vector.putAll(commit.advanced().sequences());
    committed = covered(origin);
    origins = vector.size();
    if (pending.changesAnything()) {
      for (Consumer<Commit> follower : followers) {
        follower.accept(commit);
      }
    }
    pending.stored();
  }

  private void retry() {
    PendingCommit pending = stuck;
    if (pending == null || closed) {
      return;
    }
    write(pending);
    if (stuck == null) {
      List<Work> waiting = List.copyOf(backlog);
      backlog.clear();
      work(waiting);
    }
  }

  private void delay(List<Work> batch) {
    StoreException why = trouble;
    for (Work work : batch) {
      if (work instanceof Transaction transaction && why != null) {
        transaction.delayed(why);
      }
    }
  }

  private final class Now implements Point {
    @Override
    public FeedScan above(VersionVector known) {
      return new FeedScan(disk.view(), known);
    }

    @Override
    public VersionVector vector() {
      return VersionVector.of(vector);
    }

    @Override
    public void follow(Consumer<Commit> follower) {
      followers.add(follower);
    }
  }
}
