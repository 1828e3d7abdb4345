package io.gunrelay.relay.store;

import io.gunrelay.relay.work.Scheduler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What is on disk, opened: one journal that writes it, and reads. */
public final class Store {
  private final Disk disk;
  private final Journal journal;
  private final GraphReads reads;

  private Store(Disk disk, Journal journal) {
    this.disk = disk;
    this.journal = journal;
    this.reads = new GraphReads(disk);
  }

  /** Opens the folder's store, or makes an empty one. */
  public static Store open(StoreSettings settings, Scheduler scheduler, RandomGenerator random) {
    Disk disk = RocksDisk.open(settings);
    try {
      return open(disk, scheduler, random);
    } catch (StoreException e) {
      disk.close();
      throw e;
    }
  }

  /**
   * Opens what is on the disk, which then belongs to the store; an older format is upgraded first.
   *
   * @param scheduler the journal's thread
   * @param random for the origin
   */
  public static Store open(Disk disk, Scheduler scheduler, RandomGenerator random) {
    Formats.OURS.upgrade(disk);
    Journal journal = new Journal(disk, scheduler, Origin.random(random), vector(disk));
    return new Store(disk, journal);
  }

  public Journal journal() {
    return journal;
  }

  public GraphReads reads() {
    return reads;
  }

  /** Whose changes the current values are; to be closed by the caller. */
  public FeedCensus census() {
    return new FeedCensus(disk.view());
  }

  /** The puts from the future that are not due yet. Blocks. */
  public List<Write.Deferred> deferred() {
    List<Write.Deferred> found = new ArrayList<>();
    try (Disk.Cursor cursor = disk.scan(Family.DEFERRED, new byte[0])) {
      for (; cursor.isValid(); cursor.next()) {
        found.add(DeferredRows.read(cursor.key(), cursor.value()));
      }
    }
    return found;
  }

  /** What the store takes on the disk, in bytes. */
  public long sizeBytes() {
    return disk.sizeBytes();
  }

  /** The first damage that was met since it was opened; empty if none was. */
  public Optional<StoreException> damage() {
    return disk.damage();
  }

  /** Begins to look for damage; to be closed before the store. */
  public Scrub scrub(Scrub.Pace pace, InstantSource clock) {
    return Scrub.start(disk, pace, clock);
  }

  /** What the store takes, roughly. */
  public StoreFigures figures() {
    return disk.figures();
  }

  /**
   * Commits what has been submitted and closes the disk, then runs {@code done}, on the journal's
   * thread. No read may be going on.
   */
  public void close(Runnable done) {
    journal.close(() -> {
      disk.close();
      done.run();
    });
  }

  static VersionVector vector(Disk disk) {
    Map<Origin, Long> sequences = new HashMap<>();
    try (Disk.Cursor cursor = disk.scan(Family.META, Rows.VECTOR_PREFIX)) {
      for (; cursor.isValid(); cursor.next()) {
        byte[] key = cursor.key();
        if (!RowKeys.startsWith(key, Rows.VECTOR_PREFIX)) {
          break;
        }
        sequences.put(Rows.vectorOrigin(key), Rows.number(cursor.value()));
      }
    }
    return VersionVector.of(sequences);
  }
}
