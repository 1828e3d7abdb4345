package io.gunrelay.relay.work;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler on a daemon thread of its own. After closing, what is handed in is dropped. */
public final class ThreadScheduler implements Scheduler, AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  public ThreadScheduler(String threadName) {
    executor =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name(threadName).unstarted(task));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      dropUnlessOpen(e);
    }
  }

  @Override
  public void after(Duration delay, Runnable task) {
    try {
      var _ = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      dropUnlessOpen(e);
    }
  }

  private void dropUnlessOpen(RejectedExecutionException e) {
    if (!executor.isShutdown()) {
      throw e;
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
