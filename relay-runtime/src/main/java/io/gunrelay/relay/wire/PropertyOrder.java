package io.gunrelay.relay.wire;

import java.util.Comparator;

/**
 * The order in which JavaScript lists the properties of an object that was filled in sorted order:
 * array indices by number, then all others by UTF-16 units.
 */
enum PropertyOrder implements Comparator<String> {
  INSTANCE;

  private static final long LARGEST_INDEX = 4_294_967_294L;
  private static final int LONGEST_INDEX = 10;

  @Override
  public int compare(String a, String b) {
    long indexA = index(a);
    long indexB = index(b);
    if (indexA < 0 && indexB < 0) {
      return a.compareTo(b);
    }
    if (indexA < 0 || indexB < 0) {
      return indexA < 0 ? 1 : -1;
    }
    return Long.compare(indexA, indexB);
  }

  private static long index(String name) {
    int length = name.length();
    if (length == 0 || length > LONGEST_INDEX || (name.charAt(0) == '0' && length > 1)) {
      return -1;
    }
    long index = 0;
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      index = index * 10 + (c - '0');
    }
    return index <= LARGEST_INDEX ? index : -1;
  }
}
