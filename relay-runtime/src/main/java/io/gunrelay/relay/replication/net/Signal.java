package io.gunrelay.relay.replication.net;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one thread that waits for something to do. */
final class Signal {
  private final Semaphore raised = new Semaphore(0);

  /** From any thread; raising twice is raising once. */
  void raise() {
    if (raised.availablePermits() == 0) {
      raised.release();
    }
  }

  /** Waits until it is raised, or for as long. */
  void await(long nanos) throws InterruptedException {
    if (raised.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
      raised.drainPermits();
    }
  }
}
