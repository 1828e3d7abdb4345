package io.gunrelay.relay.store;

import io.gunrelay.relay.store.StoreException.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The formats of the store that this version reads, and how an older store comes to the newest.
 *
 * <p>A step is done part by part. Each part is one write, together with the number of the format
 * that the step leads to and the row that says where the next part begins; with the last part that
 * row goes. So a crash leaves whole parts, the next start goes on after them, and no older version
 * takes a store that is half way for one of its own.
 *
 * @param steps the first leads from format 1 to 2
 */
record Formats(List<Step> steps) {
  /** From one format to the next. */
  interface Step {
    /**
     * Puts a part of the work into the batch, a few MiB at most.
     *
     * @param from where it begins; nothing at the very beginning
     * @return where the next part begins; empty if this was the last
     */
    Optional<byte[]> part(Disk disk, byte[] from, Disk.Batch batch);
  }

  static final Formats OURS = new Formats(List.of());

  private static final Logger LOG = System.getLogger(Formats.class.getName());
  private static final long FIRST = 1;
  private static final byte[] START = {};

  long newest() {
    return FIRST + steps.size();
  }

  /**
   * Brings what is on the disk to the newest format; what is there already is only marked. Blocks.
   *
   * @throws StoreException if it is of a format that is not known here, or cannot be written
   */
  void upgrade(Disk disk) {
    long format = of(disk);
    byte[] reached = row(disk, Rows.UPGRADE_KEY);
    if (reached != null) {
      step(disk, format, reached);
    }
    for (; format < newest(); format++) {
      step(disk, format + 1, START);
    }
    if (row(disk, Rows.FORMAT_KEY) == null) {
      try (Disk.Batch batch = disk.batch()) {
        batch.put(Family.META, Rows.FORMAT_KEY, Rows.number(newest()));
        disk.write(batch);
      }
    }
  }

  /**
   * Throws unless what is on the disk is of the newest format.
   *
   * @return that format
   */
  long check(Disk disk) {
    long format = of(disk);
    if (format < newest() || row(disk, Rows.UPGRADE_KEY) != null) {
      throw new StoreException(
          Problem.UNUSABLE,
          "the store has format %d%s, and this version reads format %d; start this version on it, which upgrades it, or use the version that wrote it"
              .formatted(format, format < newest() ? "" : " in part", newest()));
    }
    return format;
  }

  private void step(Disk disk, long to, byte[] from) {
    if (to == FIRST) {
      throw Rows.corrupt("it is being upgraded to format " + to);
    }
    LOG.log(Level.INFO, "The store is being upgraded to format {0}.", to);
    Step step = steps.get((int) (to - FIRST - 1));
    Optional<byte[]> next = Optional.of(from);
    while (next.isPresent()) {
      try (Disk.Batch batch = disk.batch()) {
        next = step.part(disk, next.get(), batch);
        batch.put(Family.META, Rows.FORMAT_KEY, Rows.number(to));
        if (next.isPresent()) {
          batch.put(Family.META, Rows.UPGRADE_KEY, next.get());
        } else {
          batch.delete(Family.META, Rows.UPGRADE_KEY);
        }
        disk.write(batch);
      }
    }
    LOG.log(Level.INFO, "The store has format {0}.", to);
  }

  /** The format of what is there, or that it is being upgraded to. */
  private long of(Disk disk) {
    byte[] row = row(disk, Rows.FORMAT_KEY);
    if (row == null) {
      // Every store of the first format has its number; so one that lost it is no newer.
      return isEmpty(disk) ? newest() : FIRST;
    }
    long format = Rows.number(row);
    if (format < FIRST) {
      throw Rows.corrupt("it says that it has format " + format);
    }
    if (format > newest()) {
      throw new StoreException(
          Problem.NEWER_FORMAT,
          "the store has format %d, and this version reads none above %d; run the version that wrote it, or name an empty data folder, which other relays fill, or into which an export of that version is imported"
              .formatted(format, newest()));
    }
    return format;
  }

  private static boolean isEmpty(Disk disk) {
    for (Family family : Family.values()) {
      try (Disk.Cursor cursor = disk.scan(family, new byte[0])) {
        if (cursor.isValid()) {
          return false;
        }
      }
    }
    return true;
  }

  private static byte @Nullable [] row(Disk disk, byte[] key) {
    return disk.get(Family.META, Collections.singletonList(key)).getFirst();
  }
}
