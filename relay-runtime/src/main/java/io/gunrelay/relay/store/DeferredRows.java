package io.gunrelay.relay.store;

import io.gunrelay.relay.bytes.Bytes;
import java.util.Arrays;

/** The rows of puts from the future, which sort by their state. */
final class DeferredRows {
  private static final int HEADER = 2 * Long.BYTES;

  private DeferredRows() {}

  static byte[] key(Write.Deferred deferred) {
    byte[] property = RowKeys.property(deferred.soul(), deferred.key());
    byte[] row = new byte[HEADER + property.length];
    System.arraycopy(Rows.number(sortable(deferred.state())), 0, row, 0, Long.BYTES);
    System.arraycopy(Rows.number(deferred.number()), 0, row, Long.BYTES, Long.BYTES);
    System.arraycopy(property, 0, row, HEADER, property.length);
    return row;
  }

  static Write.Deferred read(byte[] key, byte[] value) {
    if (key.length < HEADER) {
      throw Rows.corrupt("a deferred put is too short");
    }
    byte[] property = Arrays.copyOfRange(key, HEADER, key.length);
    return new Write.Deferred(
        RowKeys.soul(property),
        RowKeys.key(property),
        unsortable(Rows.number(Arrays.copyOf(key, Long.BYTES))),
        Rows.number(Arrays.copyOfRange(key, Long.BYTES, HEADER)),
        Bytes.wrap(value));
  }

  /** Bits that, compared without sign, are in the order of the numbers. */
  private static long sortable(double number) {
    long bits = Double.doubleToRawLongBits(number);
    return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
  }

  private static double unsortable(long bits) {
    return Double.longBitsToDouble(bits < 0 ? bits & Long.MAX_VALUE : ~bits);
  }
}
