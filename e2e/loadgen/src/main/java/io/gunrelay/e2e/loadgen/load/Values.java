package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.wire.Slice;

/** The values that loads write: a number and padding, so that each is different and known. */
public final class Values {
  /** The key that they stand under. */
  public static final String KEY = "v";

  private static final String PADDING = "abcdefghijklmnopqrstuvwxyz012345".repeat(8);

  private Values() {}

  /** The value of a number, of at least {@code length} characters. */
  public static String of(long number, int length) {
    StringBuilder value = new StringBuilder(length).append(number).append('.');
    while (value.length() < length) {
      value.append(PADDING, 0, Math.min(PADDING.length(), length - value.length()));
    }
    return value.toString();
  }

  /** The number of a value that {@link #of} made from an int; -1 for any other. */
  public static int number(Slice value) {
    if (!value.isString()) {
      return -1;
    }
    long number = 0;
    for (int i = 1; i < value.length(); i++) {
      byte b = value.at(i);
      if (b == '.') {
        return i > 1 ? (int) number : -1;
      }
      number = number * 10 + b - '0';
      if (b < '0' || b > '9' || number > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return -1;
  }
}
