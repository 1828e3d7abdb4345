package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.work.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;

/** A thread that runs a task when it is told to, and forgets them all when its process dies. */
final class SimThread implements Scheduler {
  private record Timer(long dueMs, Runnable task) {}

  private final LongSupplier nowMs;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<Timer> timers = new ArrayList<>();

  SimThread(LongSupplier nowMs) {
    this.nowMs = nowMs;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    timers.add(new Timer(nowMs.getAsLong() + delay.toMillis(), task));
  }

  /** Runs the next task; false if there is none. */
  boolean step() {
    long now = nowMs.getAsLong();
    timers.removeIf(timer -> {
      boolean due = timer.dueMs <= now;
      if (due) {
        tasks.add(timer.task);
      }
      return due;
    });
    Runnable task = tasks.poll();
    if (task == null) {
      return false;
    }
    task.run();
    return true;
  }
}
