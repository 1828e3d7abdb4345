package io.gunrelay.relay.store;

import io.gunrelay.relay.bytes.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that is on a disk, decoded; and whether its parts agree. */
public record StoreContents(
    Map<Bytes, Commit.Value> graph, VersionVector vector, List<Write.Deferred> deferred) {

  /**
   * Reads all of it.
   *
   * @throws AssertionError if the feed does not name exactly the current values
   */
  public static StoreContents read(Disk disk) {
    Map<Bytes, Commit.Value> graph = new HashMap<>();
    Map<Tag, Bytes> tags = new HashMap<>();
    try (Disk.Cursor cursor = disk.scan(Family.GRAPH, new byte[0])) {
      for (; cursor.isValid(); cursor.next()) {
        byte[] row = cursor.key();
        Entry entry = Rows.entry(RowKeys.soul(row), RowKeys.key(row), cursor.value());
        graph.put(Bytes.wrap(row), new Commit.Value(entry, entry.tag(), null));
        Bytes other = tags.put(entry.tag(), Bytes.wrap(row));
        if (other != null) {
          throw new AssertionError("two properties have one tag: " + entry + ", " + other);
        }
      }
    }
    try (Disk.Cursor cursor = disk.scan(Family.FEED, new byte[0])) {
      for (; cursor.isValid(); cursor.next()) {
        Tag tag = Rows.tag(cursor.key());
        Bytes row = tags.remove(tag);
        if (row == null || !row.equals(Bytes.wrap(cursor.value()))) {
          throw new AssertionError("the feed names what is no current value: " + tag);
        }
      }
    }
    if (!tags.isEmpty()) {
      throw new AssertionError("the feed lacks " + tags);
    }
    Map<Origin, Long> vector = new HashMap<>();
    List<Write.Deferred> deferred = new ArrayList<>();
    try (Disk.Cursor cursor = disk.scan(Family.META, Rows.VECTOR_PREFIX)) {
      for (; cursor.isValid(); cursor.next()) {
        vector.put(Rows.vectorOrigin(cursor.key()), Rows.number(cursor.value()));
      }
    }
    try (Disk.Cursor cursor = disk.scan(Family.DEFERRED, new byte[0])) {
      for (; cursor.isValid(); cursor.next()) {
        deferred.add(DeferredRows.read(cursor.key(), cursor.value()));
      }
    }
    return new StoreContents(graph, VersionVector.of(vector), deferred);
  }
}
