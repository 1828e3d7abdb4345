package io.gunrelay.relay.store;

import io.gunrelay.relay.bytes.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for damage in a store: files that are not as they were written, rows that cannot be read,
 * and a feed that does not name exactly the current values. However many rows there are, a page of
 * them is in memory.
 *
 * <p>That each value's tag leads from the feed to this value shows that the feed lacks none; and
 * since no two values can share a tag then, that it has as many rows shows that it has none too
 * many.
 */
public final class StoreCheck {
  /**
   * What was found.
   *
   * @param values current ones
   * @param deferred puts from the future
   * @param problems how many
   * @param examples the first of them, in words
   */
  public record Findings(long values, long deferred, long problems, List<String> examples) {
    /** Whether the store is as it should be. */
    public boolean isSound() {
      return problems == 0;
    }
  }

  private static final int MAX_EXAMPLES = 20;
  private static final int PAGE = 1_000;

  private final Disk disk;
  private final Predicate<Bytes> isValue;
  private final List<String> examples = new ArrayList<>();
  private long problems;
  private long values;
  private long named;
  private long deferred;

  private StoreCheck(Disk disk, Predicate<Bytes> isValue) {
    this.disk = disk;
    this.isValue = isValue;
  }

  /**
   * Reads all of it.
   *
   * @param isValue whether a node may hold this
   * @throws StoreException if it cannot be read, for other reasons than damage
   */
  public static Findings of(ReadOnlyStore store, Predicate<Bytes> isValue) {
    StoreCheck check = new StoreCheck(store.disk(), isValue);
    check.part(store.disk()::verify);
    check.part(() -> check.vector(store));
    check.part(check::graph);
    check.part(check::countFeed);
    if (check.named != check.values) {
      check.part(check::feed);
    }
    check.part(check::deferred);
    return new Findings(check.values, check.deferred, check.problems, List.copyOf(check.examples));
  }

  /** Damage ends a part, not the others. */
  private void part(Runnable part) {
    try {
      part.run();
    } catch (StoreException e) {
      if (e.problem() != StoreException.Problem.CORRUPT) {
        throw e;
      }
      Throwable cause = e.getCause();
      problem(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
    }
  }

  private void problem(String what) {
    problems++;
    if (examples.size() < MAX_EXAMPLES) {
      examples.add(what);
    }
  }

  private void vector(ReadOnlyStore store) {
    store
        .vector()
        .sequences()
        .forEach((origin, sequence) -> {
          if (sequence <= 0) {
            problem("the vector has the sequence %d of %s".formatted(sequence, origin));
          }
        });
  }

  private void graph() {
    List<byte[]> rows = new ArrayList<>(PAGE);
    List<byte[]> tags = new ArrayList<>(PAGE);
    try (Disk.Cursor cursor = disk.scan(Family.GRAPH, new byte[0])) {
      for (; cursor.isValid(); cursor.next()) {
        values++;
        byte[] row = cursor.key();
        Entry entry = entry(row, cursor.value());
        if (entry != null) {
          rows.add(row);
          tags.add(Rows.tag(entry.tag()));
        }
        if (rows.size() == PAGE) {
          compare(rows, tags);
        }
      }
    }
    compare(rows, tags);
  }

  /** The entry if it is as it should be. */
  private @Nullable Entry entry(byte[] row, byte[] value) {
    Entry entry;
    try {
      entry = Rows.entry(row, value);
    } catch (StoreException | IndexOutOfBoundsException e) {
      problem("a row of the graph cannot be read: " + shown(row));
      return null;
    }
    if (!Arrays.equals(RowKeys.property(entry.soul(), entry.key()), row)) {
      problem("a row of the graph has a name in an unusual form: " + shown(row));
    }
    if (!Double.isFinite(entry.state())) {
      problem("%s has the state %s".formatted(shown(row), entry.state()));
    }
    if (!isValue.test(entry.value())) {
      problem("%s has a value that is none".formatted(shown(row)));
    }
    if (entry.tag().sequence() <= 0) {
      problem("%s has the sequence %d".formatted(shown(row), entry.tag().sequence()));
    }
    return entry;
  }

  /** Looks up whether the feed leads from the tags to the rows; empties both. */
  private void compare(List<byte[]> rows, List<byte[]> tags) {
    if (rows.isEmpty()) {
      return;
    }
    List<byte @Nullable []> found = disk.get(Family.FEED, tags);
    for (int i = 0; i < rows.size(); i++) {
      byte[] there = found.get(i);
      if (there == null) {
        problem("the feed lacks " + shown(rows.get(i)));
      } else if (!Arrays.equals(there, rows.get(i))) {
        problem("the feed has another value in the place of " + shown(rows.get(i)));
      }
    }
    rows.clear();
    tags.clear();
  }

  private void countFeed() {
    try (Disk.Cursor cursor = disk.scan(Family.FEED, new byte[0])) {
      for (; cursor.isValid(); cursor.next()) {
        named++;
      }
    }
  }

  /** Finds what the feed has too many. */
  private void feed() {
    List<byte[]> rows = new ArrayList<>(PAGE);
    List<byte[]> tags = new ArrayList<>(PAGE);
    try (Disk.Cursor cursor = disk.scan(Family.FEED, new byte[0])) {
      for (; cursor.isValid(); cursor.next()) {
        rows.add(cursor.value());
        tags.add(cursor.key());
        if (rows.size() == PAGE) {
          compareFeed(rows, tags);
        }
      }
    }
    compareFeed(rows, tags);
  }

  private void compareFeed(List<byte[]> rows, List<byte[]> tags) {
    if (rows.isEmpty()) {
      return;
    }
    List<byte @Nullable []> found = disk.get(Family.GRAPH, rows);
    for (int i = 0; i < rows.size(); i++) {
      if (!isTagged(found.get(i), tags.get(i))) {
        problem("the feed names what is no current value: " + shown(rows.get(i)));
      }
    }
    rows.clear();
    tags.clear();
  }

  private static boolean isTagged(byte @Nullable [] value, byte[] tag) {
    try {
      return value != null && Rows.entryTag(value).equals(Rows.tag(tag));
    } catch (StoreException e) {
      return false;
    }
  }

  private void deferred() {
    try (Disk.Cursor cursor = disk.scan(Family.DEFERRED, new byte[0])) {
      for (; cursor.isValid(); cursor.next()) {
        deferred++;
        byte[] row = cursor.key();
        try {
          Write.Deferred put = DeferredRows.read(row, cursor.value());
          if (!Double.isFinite(put.state()) || !isValue.test(put.value())) {
            problem("a put from the future is none: %s of %s".formatted(put.key(), put.soul()));
          }
        } catch (StoreException | IndexOutOfBoundsException e) {
          problem("a put from the future cannot be read");
        }
      }
    }
  }

  private static String shown(byte[] row) {
    try {
      return "\"%s\" of \"%s\"".formatted(RowKeys.key(row), RowKeys.soul(row));
    } catch (StoreException | IndexOutOfBoundsException e) {
      return "a row of %d bytes".formatted(row.length);
    }
  }
}
