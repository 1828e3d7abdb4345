package io.gunrelay.relay.store;

import io.gunrelay.relay.bytes.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the graph from the disk. Blocks: for storage threads only. */
public final class GraphReads {
  /** One property of one node. */
  public record Property(String soul, String key) {}

  /**
   * The beginning of a node.
   *
   * @param entries in the order of their keys
   * @param complete whether the node ends here
   */
  public record Beginning(List<Entry> entries, boolean complete) {}

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

  /** Properties whose souls and keys lie in ranges. */
  public RangeReads range(TextRange souls, TextRange keys, boolean reverse) {
    return new RangeReads(disk, souls, keys, reverse);
  }

  /**
   * A node's first properties in the order of their keys.
   *
   * @param maxEntries where they end at the latest
   * @param maxBytes they end with the entry that reaches it
   */
  public Beginning node(String soul, int maxEntries, long maxBytes) {
    byte[] prefix = RowKeys.node(soul);
    List<Entry> entries = new ArrayList<>();
    long bytes = 0;
    try (Disk.Cursor cursor = disk.scan(Family.GRAPH, prefix)) {
      while (cursor.isValid()) {
        byte[] row = cursor.key();
        if (!RowKeys.startsWith(row, prefix)) {
          return new Beginning(entries, true);
        }
        if (entries.size() >= maxEntries || bytes >= maxBytes) {
          return new Beginning(entries, false);
        }
        byte[] value = cursor.value();
        entries.add(Rows.entry(soul, RowKeys.key(row), value));
        bytes += value.length + row.length + ENTRY_OVERHEAD;
        cursor.next();
      }
      return new Beginning(entries, true);
    }
  }
}
