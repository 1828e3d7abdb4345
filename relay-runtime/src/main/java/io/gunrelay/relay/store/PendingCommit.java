package io.gunrelay.relay.store;

import io.gunrelay.relay.trace.TraceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The batch that the journal has in hand: rows, and who waits for them. */
final class PendingCommit {
  private static final long LARGE_BYTES = 4 << 20;

  private final Disk.Batch batch;
  private final ToLongFunction<Origin> covered;
  private final Origin own;
  private final List<Transaction> transactions = new ArrayList<>();
  private final List<Commit.Value> values = new ArrayList<>();
  private final Map<Origin, Long> advanced = new HashMap<>();
  private long sequence;
  private boolean hasRows;

  /**
   * @param covered the vector before this commit
   * @param sequence the last one given to an own change
   */
  PendingCommit(Disk.Batch batch, ToLongFunction<Origin> covered, Origin own, long sequence) {
    this.batch = batch;
    this.covered = covered;
    this.own = own;
    this.sequence = sequence;
  }

  void add(Transaction transaction) {
    transactions.add(transaction);
    for (Write write : transaction.writes()) {
      switch (write) {
        case Write.Change change -> change(change, transaction);
        case Write.Confirm confirm -> confirm(confirm.standing());
        case Write.Retag(Entry standing, Origin of) -> {
          if (standing.tag().origin().equals(of)) {
            retag(standing);
          }
        }
        case Write.Advance advance -> advance.vector().sequences().forEach(this::advance);
        case Write.Defer defer -> {
          put(
              Family.DEFERRED,
              DeferredRows.key(defer.deferred()),
              defer.deferred().value().array());
        }
        case Write.Undefer due -> delete(Family.DEFERRED, DeferredRows.key(due.deferred()));
      }
    }
  }

  /** The rows, complete: the vector goes with the values that it rests on. */
  Disk.Batch seal() {
    advanced.forEach((origin, to) -> put(Family.META, Rows.vectorKey(origin), Rows.number(to)));
    return batch;
  }

  long sequence() {
    return sequence;
  }

  /** Whether there is anything to write: waiting alone needs no sync. */
  boolean changesAnything() {
    return hasRows || !advanced.isEmpty();
  }

  boolean isLarge() {
    return batch.sizeBytes() >= LARGE_BYTES;
  }

  /** Closes the batch, which is on disk; says what was committed. */
  Commit settle() {
    batch.close();
    for (Commit.Value value : values) {
      value.entry().setStored();
    }
    return new Commit(values, VersionVector.of(advanced));
  }

  void stored() {
    for (Transaction transaction : transactions) {
      transaction.stored();
    }
  }

  void delayed(StoreException why) {
    for (Transaction transaction : transactions) {
      transaction.delayed(why);
    }
  }

  private void change(Write.Change change, Transaction by) {
    Entry entry = change.entry();
    Entry superseded = change.superseded();
    if (superseded != null) {
      delete(Family.FEED, Rows.tag(superseded.tag()));
    }
    if (entry.isTagged()) {
      put(entry, by.sender(), by.trace());
    } else {
      putAsOwn(entry, by.trace());
    }
    change.settle();
  }

  /**
   * A winner that is above the vector becomes an own change: whoever waits for it could otherwise
   * wait for an advance that never comes.
   */
  private void confirm(Entry standing) {
    Tag tag = standing.tag();
    if (tag.sequence() > coveredNow(tag.origin())) {
      retag(standing);
    }
  }

  private void retag(Entry standing) {
    delete(Family.FEED, Rows.tag(standing.tag()));
    putAsOwn(standing, null);
  }

  private void putAsOwn(Entry entry, @Nullable TraceContext trace) {
    sequence++;
    entry.tag(new Tag(own, sequence));
    put(entry, null, trace);
    advance(own, sequence);
  }

  private void put(Entry entry, @Nullable Origin sender, @Nullable TraceContext trace) {
    byte[] row = RowKeys.property(entry.soul(), entry.key());
    put(Family.GRAPH, row, Rows.entry(entry));
    put(Family.FEED, Rows.tag(entry.tag()), row);
    values.add(new Commit.Value(entry, entry.tag(), sender, trace));
  }

  private void advance(Origin origin, long to) {
    if (to > coveredNow(origin)) {
      advanced.put(origin, to);
    }
  }

  private long coveredNow(Origin origin) {
    Long here = advanced.get(origin);
    return here == null ? covered.applyAsLong(origin) : here;
  }

  private void put(Family family, byte[] key, byte[] value) {
    batch.put(family, key, value);
    hasRows = true;
  }

  private void delete(Family family, byte[] key) {
    batch.delete(family, key);
    hasRows = true;
  }
}
