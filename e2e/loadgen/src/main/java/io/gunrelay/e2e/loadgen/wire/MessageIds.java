package io.gunrelay.e2e.loadgen.wire;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Message ids as GUN's: nine letters and digits. A relay drops a message whose id it has seen in
 * the last seconds, from whichever client, so one source serves a whole process and counts upwards;
 * the start is random so that several processes do not meet. Safe for use by several threads.
 */
public final class MessageIds {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 9;
  private static final long SMALLEST = power(LENGTH - 1);
  private static final long BEYOND = power(LENGTH);

  private final AtomicLong next;

  public MessageIds(RandomGenerator random) {
    next = new AtomicLong(random.nextLong(SMALLEST, BEYOND - (1L << 40)));
  }

  /** A number that no other call of this process gets; {@link #text} makes it an id. */
  public long next() {
    return next.getAndIncrement();
  }

  /** The id of a number: nine characters. */
  public static String text(long number) {
    char[] text = new char[LENGTH];
    long rest = number;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(text);
  }

  /** The number of an id that {@link #text} made; -1 for any other value. */
  public static long number(Slice id) {
    if (!id.isString() || id.length() != LENGTH + 2) {
      return -1;
    }
    long number = 0;
    for (int i = 1; i <= LENGTH; i++) {
      int digit = digit(id.at(i));
      if (digit < 0) {
        return -1;
      }
      number = number * DIGITS.length() + digit;
    }
    return number;
  }

  private static int digit(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    if (b >= 'A' && b <= 'Z') {
      return b - 'A' + 10;
    }
    return b >= 'a' && b <= 'z' ? b - 'a' + 36 : -1;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= DIGITS.length();
    }
    return power;
  }
}
