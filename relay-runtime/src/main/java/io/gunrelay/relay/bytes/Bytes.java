package io.gunrelay.relay.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable sequence of bytes. Values are kept and passed on exactly as they came, so they are
 * never decoded on the way.
 *
 * <p>Thread-safe. {@link #wrap} takes ownership of its array; {@link #array} lends it, and the
 * borrower must not write.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;
  private int hash;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** Takes ownership of {@code array}: the caller must not write to it again. */
  public static Bytes wrap(byte[] array) {
    return new Bytes(array);
  }

  /** Copies {@code length} bytes from {@code offset}. */
  public static Bytes copyOf(byte[] source, int offset, int length) {
    return new Bytes(Arrays.copyOfRange(source, offset, offset + length));
  }

  /** The UTF-8 bytes of {@code text}. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Number of bytes. */
  public int size() {
    return array.length;
  }

  /** The byte at {@code index}. */
  public byte at(int index) {
    return array[index];
  }

  /** The bytes themselves, lent: the caller must not write to them. */
  public byte[] array() {
    return array;
  }

  /** Decoded as UTF-8; for messages and tests, not for the hot path. */
  public String text() {
    return new String(array, StandardCharsets.UTF_8);
  }

  /** Unsigned, byte by byte, shorter first. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Bytes bytes && Arrays.equals(array, bytes.array));
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(array);
      hash = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return text();
  }
}
