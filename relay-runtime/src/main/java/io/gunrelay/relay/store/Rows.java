package io.gunrelay.relay.store;

import io.gunrelay.relay.bytes.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of the rows other than the graph's keys; numbers big-endian. */
final class Rows {
  /** Where the format's number is. */
  static final byte[] FORMAT_KEY = "format".getBytes(StandardCharsets.US_ASCII);

  /** Where it is said, while the store is being upgraded to that format, how far it is. */
  static final byte[] UPGRADE_KEY = "upgrade".getBytes(StandardCharsets.US_ASCII);

  static final byte[] VECTOR_PREFIX = "vector/".getBytes(StandardCharsets.US_ASCII);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int TAG = Origin.BYTES + Long.BYTES;
  private static final int HEADER = Long.BYTES + TAG;

  private Rows() {}

  /** State, tag, value. */
  static byte[] entry(Entry entry) {
    Bytes value = entry.value();
    byte[] row = new byte[HEADER + value.size()];
    LONG.set(row, 0, Double.doubleToRawLongBits(entry.state()));
    writeTag(entry.tag(), row, Long.BYTES);
    System.arraycopy(value.array(), 0, row, HEADER, value.size());
    return row;
  }

  static Entry entry(String soul, String key, byte[] row) {
    if (row.length < HEADER) {
      throw corrupt("a row of the graph is too short");
    }
    return Entry.stored(
        soul,
        key,
        Double.longBitsToDouble((long) LONG.get(row, 0)),
        Bytes.copyOf(row, HEADER, row.length - HEADER),
        readTag(row, Long.BYTES));
  }

  /** What an entry's rows take in all, uncompressed. */
  static long bytes(Entry entry) {
    long name = RowKeys.property(entry.soul(), entry.key()).length;
    return name + HEADER + entry.value().size() + TAG + name;
  }

  /** A tag above all that an origin gives. */
  static Tag last(Origin origin) {
    return new Tag(origin, Long.MAX_VALUE);
  }

  /** The entry of a whole row; throws as {@link RowKeys#soul} does, too. */
  static Entry entry(byte[] key, byte[] row) {
    return entry(RowKeys.soul(key), RowKeys.key(key), row);
  }

  /** The tag in a row of the graph. */
  static Tag entryTag(byte[] row) {
    if (row.length < HEADER) {
      throw corrupt("a row of the graph is too short");
    }
    return readTag(row, Long.BYTES);
  }

  /** The feed's key. */
  static byte[] tag(Tag tag) {
    byte[] row = new byte[TAG];
    writeTag(tag, row, 0);
    return row;
  }

  static Tag tag(byte[] row) {
    if (row.length != TAG) {
      throw corrupt("a row of the feed has no tag");
    }
    return readTag(row, 0);
  }

  static byte[] vectorKey(Origin origin) {
    byte[] key = Arrays.copyOf(VECTOR_PREFIX, VECTOR_PREFIX.length + Origin.BYTES);
    origin.write(key, VECTOR_PREFIX.length);
    return key;
  }

  static Origin vectorOrigin(byte[] key) {
    if (key.length != VECTOR_PREFIX.length + Origin.BYTES) {
      throw corrupt("a row of the vector has no origin");
    }
    return Origin.read(key, VECTOR_PREFIX.length);
  }

  static byte[] number(long number) {
    byte[] row = new byte[Long.BYTES];
    LONG.set(row, 0, number);
    return row;
  }

  static long number(byte[] row) {
    if (row.length != Long.BYTES) {
      throw corrupt("a number has not eight bytes");
    }
    return (long) LONG.get(row, 0);
  }

  static StoreException corrupt(String what) {
    return new StoreException(
        StoreException.Problem.CORRUPT,
        "the store is damaged: "
            + what
            + "; set its folder aside and start with an empty one, which peers will fill");
  }

  private static void writeTag(Tag tag, byte[] to, int offset) {
    tag.origin().write(to, offset);
    LONG.set(to, offset + Origin.BYTES, tag.sequence());
  }

  private static Tag readTag(byte[] from, int offset) {
    return new Tag(Origin.read(from, offset), (long) LONG.get(from, offset + Origin.BYTES));
  }
}
