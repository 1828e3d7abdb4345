package io.gunrelay.relay.transport;

/**
 * A set of 64-bit hashes: open addressing, 8 bytes an entry and half of them free. Zero stands for
 * a free place, so that it is never a member of its own.
 */
final class LongSet {
  private static final int INITIAL = 2;

  private long[] table = new long[INITIAL];
  private int size;

  int size() {
    return size;
  }

  boolean contains(long hash) {
    return table[place(table, hash)] == hash;
  }

  /** Adds a hash; false when it was there. */
  boolean add(long hash) {
    int place = place(table, hash);
    if (table[place] == hash) {
      return false;
    }
    table[place] = hash;
    size++;
    if (size * 2 > table.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (long hash : table) {
      if (hash != 0) {
        larger[place(larger, hash)] = hash;
      }
    }
    table = larger;
  }

  private static int place(long[] table, long hash) {
    int mask = table.length - 1;
    int place = (int) (hash >>> 32) & mask;
    while (table[place] != 0 && table[place] != hash) {
      place = (place + 1) & mask;
    }
    return place;
  }
}
