package io.gunrelay.relay.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads, at leisure, every current value whose tag is above a vector, as it was at one point.
 * Blocks for the disk. One thread at a time.
 */
public final class FeedScan implements AutoCloseable {
  private static final int ROW_OVERHEAD = 64;

  private final Disk.View view;
  private final VersionVector known;
  private final Disk.Cursor cursor;

  FeedScan(Disk.View view, VersionVector known) {
    this.view = view;
    this.known = known;
    this.cursor = view.scan(Family.FEED, new byte[0]);
  }

  /**
   * The next values, by origin and sequence; empty when there are no more.
   *
   * @param maxValues how many at most
   * @param maxBytes reads no more once it has as many
   */
  public List<Commit.Value> next(int maxValues, long maxBytes) {
    List<Commit.Value> values = new ArrayList<>();
    long bytes = 0;
    while (values.size() < maxValues && bytes < maxBytes) {
      List<Tag> tags = new ArrayList<>();
      List<byte[]> rows = new ArrayList<>();
      collect(Math.min(maxValues - values.size(), 64), tags, rows);
      if (tags.isEmpty()) {
        break;
      }
      List<byte @Nullable []> found = view.get(Family.GRAPH, rows);
      for (int i = 0; i < found.size(); i++) {
        byte[] row = rows.get(i);
        byte[] value = found.get(i);
        if (value == null) {
          throw Rows.corrupt("the feed names a property that is not there");
        }
        Entry entry = Rows.entry(RowKeys.soul(row), RowKeys.key(row), value);
        if (!entry.tag().equals(tags.get(i))) {
          throw Rows.corrupt("the feed names a value that has been superseded");
        }
        values.add(new Commit.Value(entry, entry.tag(), null));
        bytes += row.length + value.length + ROW_OVERHEAD;
      }
    }
    return values;
  }

  private void collect(int max, List<Tag> tags, List<byte[]> rows) {
    while (tags.size() < max && cursor.isValid()) {
      Tag tag = Rows.tag(cursor.key());
      if (known.covers(tag)) {
        cursor.seek(Rows.tag(new Tag(tag.origin(), known.of(tag.origin()) + 1)));
      } else {
        tags.add(tag);
        rows.add(cursor.value());
        cursor.next();
      }
    }
  }

  @Override
  public void close() {
    cursor.close();
    view.close();
  }
}
