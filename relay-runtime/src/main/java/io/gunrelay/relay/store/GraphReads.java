package io.gunrelay.relay.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the graph from the disk. Blocks: for storage threads only. */
public final class GraphReads {
  /** One property of one node. */
  public record Property(String soul, String key) {}

  /**
   * A stretch of a node.
   *
   * @param entries in the order of their keys
   * @param complete whether the node ends here
   */
  public record Stretch(List<Entry> entries, boolean complete) {}

  private static final int ENTRY_OVERHEAD = 64;

  private final Disk disk;

  GraphReads(Disk disk) {
    this.disk = disk;
  }

  /** What the disk holds of each property, null where there is nothing; in their order. */
  public List<@Nullable Entry> properties(List<Property> wanted) {
    List<byte[]> keys = new ArrayList<>(wanted.size());
    for (Property property : wanted) {
      keys.add(RowKeys.property(property.soul(), property.key()));
    }
    List<byte @Nullable []> rows = disk.get(Family.GRAPH, keys);
    List<@Nullable Entry> entries = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      byte[] row = rows.get(i);
      Property property = wanted.get(i);
      entries.add(row == null ? null : Rows.entry(property.soul(), property.key(), row));
    }
    return entries;
  }

  /**
   * A node's properties in the order of their keys.
   *
   * @param after only keys after this one; null for all
   * @param maxEntries where the stretch ends at the latest
   * @param maxBytes the stretch ends with the entry that reaches it
   */
  public Stretch node(String soul, @Nullable String after, int maxEntries, long maxBytes) {
    byte[] prefix = RowKeys.node(soul);
    List<Entry> entries = new ArrayList<>();
    long bytes = 0;
    try (Disk.Cursor cursor = disk.scan(Family.GRAPH, start(soul, after, prefix))) {
      while (cursor.isValid()) {
        byte[] row = cursor.key();
        if (!RowKeys.startsWith(row, prefix)) {
          return new Stretch(entries, true);
        }
        if (entries.size() >= maxEntries || bytes >= maxBytes) {
          return new Stretch(entries, false);
        }
        byte[] value = cursor.value();
        entries.add(Rows.entry(soul, RowKeys.key(row), value));
        bytes += value.length + row.length + ENTRY_OVERHEAD;
        cursor.next();
      }
      return new Stretch(entries, true);
    }
  }

  /** The least row key that is greater than that of {@code after}: escaped text never holds 0. */
  private static byte[] start(String soul, @Nullable String after, byte[] prefix) {
    if (after == null) {
      return prefix;
    }
    byte[] row = RowKeys.property(soul, after);
    return Arrays.copyOf(row, row.length + 1);
  }
}
