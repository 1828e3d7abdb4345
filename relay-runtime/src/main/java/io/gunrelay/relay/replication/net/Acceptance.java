package io.gunrelay.relay.replication.net;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stranger's place, given back when it is one no more. Thread-safe. */
final class Acceptance {
  private final Semaphore places;
  private final AtomicBoolean done = new AtomicBoolean();

  Acceptance(Semaphore places) {
    this.places = places;
  }

  void done() {
    if (done.compareAndSet(false, true)) {
      places.release();
    }
  }

  boolean isDone() {
    return done.get();
  }
}
