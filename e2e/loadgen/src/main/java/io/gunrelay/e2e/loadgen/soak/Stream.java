package io.gunrelay.e2e.loadgen.soak;

import io.gunrelay.e2e.loadgen.load.Values;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** One soul that much is put into: what slow readers ask for. One thread puts, any may ask. */
final class Stream {
  private static final int KEYS = 50;
  private static final int VALUE_BYTES = 8 << 10;

  private final String soul;
  private final AtomicIntegerArray newest = new AtomicIntegerArray(KEYS);

  Stream(String soul) {
    this.soul = soul;
  }

  String soul() {
    return soul;
  }

  /** A put of a number, which is larger than all before, into one of the keys. */
  String put(String id, int number, long stateMillis) {
    int key = number % KEYS;
    newest.set(key, number);
    return Requests.put(id, soul, "k" + key, stateMillis, Values.of(number, VALUE_BYTES));
  }

  /** The newest number of each key. */
  int[] newest() {
    int[] numbers = new int[KEYS];
    for (int i = 0; i < KEYS; i++) {
      numbers[i] = newest.get(i);
    }
    return numbers;
  }

  /** Which key a number was put into. */
  static int keyOf(int number) {
    return number % KEYS;
  }
}
