package io.gunrelay.relay.work;

import java.time.Duration;
import java.util.concurrent.Executor;

/** An owner of work that also knows time. Runs one task after the other. */
public interface Scheduler extends Executor {
  /** Runs the task once, no sooner than {@code delay} from now. */
  void after(Duration delay, Runnable task);
}
