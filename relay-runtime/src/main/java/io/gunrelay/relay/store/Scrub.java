package io.gunrelay.relay.store;

import io.gunrelay.relay.store.StoreException.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads all tables of a store again and again, one by one and slowly, so that what the disk has
 * spoilt is found while other relays still have it, and not when somebody asks for it. Owns a
 * thread; close it before the store.
 */
public final class Scrub implements AutoCloseable {
  /**
   * How often, and how fast.
   *
   * @param interval from the start of a round to the next
   * @param first from now to the first round
   * @param bytesPerSecond on the average; a table, of some 64 MB at most, is read at once
   */
  public record Pace(Duration interval, Duration first, long bytesPerSecond) {
    private static final Duration SETTLED = Duration.ofMinutes(10);
    private static final long SLOW = 16L << 20;

    /** A pace that nobody notices. */
    public static Pace every(Duration interval) {
      return new Pace(interval, interval.compareTo(SETTLED) < 0 ? interval : SETTLED, SLOW);
    }
  }

  private static final Logger LOG = System.getLogger(Scrub.class.getName());

  private final Disk disk;
  private final Pace pace;
  private final InstantSource clock;
  private final Thread thread;
  private final LongAdder bytes = new LongAdder();
  private volatile Instant completed = Instant.EPOCH;

  private Scrub(Disk disk, Pace pace, InstantSource clock) {
    this.disk = disk;
    this.pace = pace;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("scrub").unstarted(this::rounds);
  }

  static Scrub start(Disk disk, Pace pace, InstantSource clock) {
    Scrub scrub = new Scrub(disk, pace, clock);
    scrub.thread.start();
    return scrub;
  }

  /** How much has been read so far; from any thread. */
  public long bytes() {
    return bytes.sum();
  }

  /** When a round last came to its end and all was well; the epoch if none has. */
  public Instant completed() {
    return completed;
  }

  private void rounds() {
    try {
      Thread.sleep(pace.first());
      while (true) {
        long startNs = System.nanoTime();
        round();
        Thread.sleep(
            Math.max(1, pace.interval().toMillis() - (System.nanoTime() - startNs) / 1_000_000));
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void round() throws InterruptedException {
    boolean sound = true;
    for (Disk.Table table : disk.tables()) {
      try {
        disk.verify(table);
        bytes.add(table.bytes());
      } catch (StoreException e) {
        sound = false;
        // What is damaged is remembered by the disk; of the rest, the next round tells.
        if (e.problem() != Problem.CORRUPT) {
          LOG.log(Level.WARNING, "A table cannot be verified: {0}", e.getMessage());
        }
      }
      Thread.sleep(Math.max(1, table.bytes() * 1_000 / pace.bytesPerSecond()));
    }
    if (sound) {
      completed = clock.instant();
    }
  }

  /** Waits for the table in hand. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
