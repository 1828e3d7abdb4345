package io.gunrelay.relay.store;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.bytes.TextRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads properties whose souls and keys lie in ranges, in their order or the reverse of it, piece
 * by piece. Souls of which no key is wanted are jumped over. Blocks: for storage threads only.
 */
public final class RangeReads {
  /**
   * A piece of a range. Holds nothing of the disk.
   *
   * @param entries in order; there may be none although more follow
   * @param next where the next piece begins; empty: the range ends here
   */
  public record Piece(List<Entry> entries, Optional<Position> next) {}

  /**
   * A place between two rows.
   *
   * @param row those with this key and greater ones lie above it
   */
  public record Position(Bytes row) {
    /** Whether the property has been passed on the way here. */
    public boolean isBehind(Bytes property, boolean reverse) {
      return property.compareTo(row) < 0 != reverse;
    }
  }

  private static final int ENTRY_OVERHEAD = 64;

  /** How many rows and jumps make up a piece in which little is found. */
  private static final int MAX_STEPS = 4_000;

  private static final byte[] AFTER_ALL = {(byte) 0xFF};

  private final Disk disk;
  private final TextRange keys;
  private final boolean reverse;
  private final byte[] first;
  private final byte[] end;
  private final byte[] firstKey;
  private final byte @Nullable [] endKey;

  RangeReads(Disk disk, TextRange souls, TextRange keys, boolean reverse) {
    this.disk = disk;
    this.keys = keys;
    this.reverse = reverse;
    first = RowKeys.node(souls.from());
    end = souls.until().map(RowKeys::node).orElse(AFTER_ALL);
    firstKey = RowKeys.text(keys.from());
    endKey = keys.until().map(RowKeys::text).orElse(null);
  }

  /**
   * The next piece.
   *
   * @param from where the last one ended, or null for the first
   * @param maxEntries where it ends at the latest
   * @param maxBytes it ends with the entry that reaches it
   */
  public Piece next(@Nullable Position from, int maxEntries, long maxBytes) {
    List<Entry> entries = new ArrayList<>();
    long bytes = 0;
    try (Disk.Cursor cursor = disk.scan(Family.GRAPH, from == null ? first : from.row().array())) {
      if (reverse) {
        cursor.seekBefore(from == null ? end : from.row().array());
      }
      for (int steps = 0; cursor.isValid(); steps++) {
        byte[] row = cursor.key();
        if (isOutside(row)) {
          break;
        }
        if (entries.size() >= maxEntries || bytes >= maxBytes || steps >= MAX_STEPS) {
          return new Piece(entries, Optional.of(before(row)));
        }
        int key = RowKeys.keyStart(row);
        if (isBelow(row, key)) {
          jumpUp(cursor, row, key);
        } else if (isAbove(row, key)) {
          jumpDown(cursor, row, key);
        } else {
          byte[] value = cursor.value();
          entries.add(Rows.entry(RowKeys.soul(row), RowKeys.key(row), value));
          bytes += value.length + row.length + ENTRY_OVERHEAD;
          step(cursor);
        }
      }
      return new Piece(entries, Optional.empty());
    }
  }

  private boolean isOutside(byte[] row) {
    return reverse ? Arrays.compareUnsigned(row, first) < 0 : Arrays.compareUnsigned(row, end) >= 0;
  }

  /** The place that has the row still ahead. */
  private Position before(byte[] row) {
    return new Position(Bytes.wrap(reverse ? Arrays.copyOf(row, row.length + 1) : row));
  }

  private boolean isBelow(byte[] row, int key) {
    return Arrays.compareUnsigned(row, key, row.length, firstKey, 0, firstKey.length) < 0;
  }

  private boolean isAbove(byte[] row, int key) {
    return endKey != null
        && Arrays.compareUnsigned(row, key, row.length, endKey, 0, endKey.length) >= 0;
  }

  /** From below the keys that are wanted: up to them, or down to the soul before. */
  private void jumpUp(Disk.Cursor cursor, byte[] row, int key) {
    if (reverse) {
      cursor.seekBefore(Arrays.copyOf(row, key));
    } else {
      cursor.seek(withKey(row, key, firstKey));
    }
  }

  /** From above the keys that are wanted: down to them, or up to the next soul. */
  private void jumpDown(Disk.Cursor cursor, byte[] row, int key) {
    if (endKey == null) {
      throw new IllegalStateException("nothing is above " + keys);
    }
    if (reverse) {
      cursor.seekBefore(withKey(row, key, endKey));
    } else {
      byte[] next = Arrays.copyOf(row, key);
      next[key - 1]++;
      cursor.seek(next);
    }
  }

  private void step(Disk.Cursor cursor) {
    if (reverse) {
      cursor.previous();
    } else {
      cursor.next();
    }
  }

  private static byte[] withKey(byte[] row, int key, byte[] text) {
    byte[] other = Arrays.copyOf(row, key + text.length);
    System.arraycopy(text, 0, other, key, text.length);
    return other;
  }
}
