package io.gunrelay.e2e.loadgen.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Values that are found in a frame without taking it apart: a rare character, a number and padding.
 * Finding one takes some ten nanoseconds, reading the message around it hundreds; that time would
 * be taken from the server that is measured on the same machine.
 */
final class Marks {
  /** Takes the numbers of the values that were found. */
  interface Sink {
    void number(int number);
  }

  private static final char MARK = '~';
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long MARKS = ONES * MARK;

  private Marks() {}

  /** A value of at least {@code length} characters; no other text of a run may hold a tilde. */
  static String value(long number, int length) {
    return MARK + Values.of(number, length - 1);
  }

  /** Finds the values in {@code text[start, end)}, in their order; returns how many. */
  static int each(byte[] text, int start, int end, Sink sink) {
    int found = 0;
    int at = next(text, start, end);
    while (at < end) {
      int digits = at + 1;
      int number = 0;
      at = digits;
      while (at < end && text[at] >= '0' && text[at] <= '9') {
        number = number * 10 + text[at] - '0';
        at++;
      }
      if (at > digits && at < end && text[at] == '.') {
        sink.number(number);
        found++;
      }
      at = next(text, at, end);
    }
    return found;
  }

  /** Where the next mark is, or {@code end}; eight bytes at a time (Hacker's Delight, 6-1). */
  private static int next(byte[] text, int start, int end) {
    int at = start;
    while (at + Long.BYTES <= end) {
      long differences = (long) EIGHT.get(text, at) ^ MARKS;
      long zeros = (differences - ONES) & ~differences & TOPS;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < end && text[at] != MARK) {
      at++;
    }
    return at;
  }
}
