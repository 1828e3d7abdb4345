package io.gunrelay.relay.wire;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Ids for the messages that a relay sends: nine characters, never twice in one process.
 *
 * <p>All have one length because gun.js tracks {@code id + counter} in the same space as ids, so
 * that an id which begins with another could be taken for one already seen.
 *
 * <p>Thread-safe.
 */
public final class MessageIds {
  private static final int LENGTH = 9;
  private static final int RADIX = 36;
  private static final long RANGE = 101_559_956_668_416L; // RADIX to the power of LENGTH

  private final AtomicLong next;
  private final long stride;

  public MessageIds(RandomGenerator random) {
    next = new AtomicLong(random.nextLong(RANGE));
    stride = coprime(random);
  }

  /** A stride without a common factor with the range visits every id before it repeats one. */
  private static long coprime(RandomGenerator random) {
    long stride;
    do {
      stride = random.nextLong(RANGE / 4, RANGE / 2);
    } while (stride % 2 == 0 || stride % 3 == 0);
    return stride;
  }

  public String next() {
    long number = next.getAndUpdate(last -> (last + stride) % RANGE);
    char[] id = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      id[i] = Character.forDigit((int) (number % RADIX), RADIX);
      number /= RADIX;
    }
    return new String(id);
  }
}
