package io.gunrelay.e2e.loadgen.soak;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What was put into each soul and what of it was acknowledged. Numbers of puts grow, and each soul
 * has one writer, so the newest acknowledged one is what a relay owes. Thread-safe.
 */
final class Ledger {
  private final String run;
  private final AtomicIntegerArray sent;
  private final AtomicIntegerArray acknowledged;

  /** A ledger of souls that nothing was put into. */
  Ledger(String run, int souls) {
    this.run = run;
    this.sent = new AtomicIntegerArray(souls);
    this.acknowledged = new AtomicIntegerArray(souls);
  }

  int souls() {
    return sent.length();
  }

  String soul(int index) {
    return "soak/" + run + "/" + index;
  }

  void sent(int index, int number) {
    sent.accumulateAndGet(index, number, Math::max);
  }

  void acknowledged(int index, int number) {
    acknowledged.accumulateAndGet(index, number, Math::max);
  }

  /** Whether anything was acknowledged in the soul. */
  boolean owes(int index) {
    return acknowledged.get(index) > 0;
  }

  /** Whether a soul's value may be this number: the newest acknowledged one or one sent later. */
  boolean allows(int index, int number) {
    return number >= acknowledged.get(index) && number <= sent.get(index);
  }
}
