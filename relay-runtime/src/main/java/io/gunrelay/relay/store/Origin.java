package io.gunrelay.relay.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The random id of one process of one relay: 128 bits. A process that starts takes a new one and
 * never uses an old one again, whatever it finds on its disk.
 */
public record Origin(long high, long low) implements Comparable<Origin> {
  /** Size of the binary form, which sorts as the origins do. */
  public static final int BYTES = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** A new origin; {@code random} must be of cryptographic strength outside of tests. */
  public static Origin random(RandomGenerator random) {
    return new Origin(random.nextLong(), random.nextLong());
  }

  /** Reads the binary form. */
  public static Origin read(byte[] from, int offset) {
    return new Origin((long) LONG.get(from, offset), (long) LONG.get(from, offset + 8));
  }

  /** Reads the text that {@link #toString} prints. */
  public static Origin parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("an origin has 32 hexadecimal digits, not: " + hex);
    }
    return new Origin(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  /** Writes the binary form. */
  public void write(byte[] to, int offset) {
    LONG.set(to, offset, high);
    LONG.set(to, offset + 8, low);
  }

  @Override
  public int compareTo(Origin other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
