package io.gunrelay.relay.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A sketch of a set that tells about how many members it has: HyperLogLog (Flajolet, Fusy, Gandouet
 * and Meunier, 2007) with 2,048 registers, whose standard error is 2.3 %; small sets are counted by
 * the registers that are still empty. Thread-safe.
 */
final class Sketch {
  static final int REGISTERS = 1 << 11;

  private static final int INDEX_BITS = 11;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);
  private static final VarHandle REGISTER = MethodHandles.arrayElementVarHandle(byte[].class);

  private final byte[] registers = new byte[REGISTERS];

  /** Adds a member by its hash, all of whose bits must be equally random. */
  void add(long hash) {
    int index = (int) (hash >>> (Long.SIZE - INDEX_BITS));
    byte rank = (byte) (Long.numberOfLeadingZeros((hash << INDEX_BITS) | (1 << INDEX_BITS)) + 1);
    byte known = (byte) REGISTER.getVolatile(registers, index);
    while (known < rank && !REGISTER.weakCompareAndSet(registers, index, known, rank)) {
      known = (byte) REGISTER.getVolatile(registers, index);
    }
  }

  /** Makes {@code union} hold what this one holds, too. */
  void addTo(byte[] union) {
    for (int i = 0; i < REGISTERS; i++) {
      union[i] = (byte) Math.max(union[i], (byte) REGISTER.getVolatile(registers, i));
    }
  }

  /** About how many members a union of sketches has. */
  static double estimate(byte[] union) {
    double sum = 0;
    int empty = 0;
    for (byte rank : union) {
      sum += 1.0 / (1L << rank);
      empty += rank == 0 ? 1 : 0;
    }
    double raw = ALPHA * REGISTERS * REGISTERS / sum;
    return raw <= 2.5 * REGISTERS && empty > 0
        ? REGISTERS * Math.log((double) REGISTERS / empty)
        : raw;
  }
}
