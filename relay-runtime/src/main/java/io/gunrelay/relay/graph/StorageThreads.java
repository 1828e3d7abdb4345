package io.gunrelay.relay.graph;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that may wait for the disk. Once closed, reads are dropped: who wanted them is gone. */
final class StorageThreads implements Executor, AutoCloseable {
  private static final int CLOSE_SECONDS = 10;

  private final ThreadPoolExecutor pool;

  StorageThreads(int threads) {
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("storage-", 0).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /** How many reads wait for a thread. */
  int waiting() {
    return pool.getQueue().size();
  }

  /** Waits for the reads that are going on: the store must outlive them. */
  @Override
  public void close() {
    pool.shutdown();
    try {
      boolean _ = pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
