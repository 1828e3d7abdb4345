package io.gunrelay.relay.store;

import io.gunrelay.relay.store.StoreException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * A store that is only looked at, while no relay has it open: nothing in its folder changes, and no
 * relay can open it meanwhile. Blocks; one thread at a time.
 */
public final class ReadOnlyStore implements AutoCloseable {
  private final FolderLock lock;
  private final Disk disk;
  private final long format;

  private ReadOnlyStore(FolderLock lock, Disk disk) {
    this.lock = lock;
    this.disk = disk;
    this.format = Formats.OURS.check(disk);
  }

  /**
   * Opens a store that is there.
   *
   * @throws StoreException if it cannot be read; says why and what to do
   */
  public static ReadOnlyStore open(StoreSettings settings) {
    Path folder = settings.folder();
    if (!Files.isDirectory(folder)) {
      throw new StoreException(
          Problem.UNUSABLE,
          "there is no folder %s; name the data folder of a relay".formatted(folder));
    }
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      throw new StoreException(
          Problem.UNUSABLE,
          "the data folder %s cannot be read; give this user the right to".formatted(folder));
    }
    if (!isStore(folder)) {
      throw new StoreException(
          Problem.UNUSABLE,
          "the folder %s holds no store; name the data folder of a relay".formatted(folder));
    }
    FolderLock lock = FolderLock.shared(folder);
    try {
      Disk disk = RocksDisk.openReadOnly(settings);
      try {
        return new ReadOnlyStore(lock, disk);
      } catch (StoreException e) {
        disk.close();
        throw e;
      }
    } catch (StoreException e) {
      lock.close();
      throw e;
    }
  }

  /** Whether the folder is one of a store. */
  public static boolean isStore(Path folder) {
    return Files.exists(folder.resolve("CURRENT"));
  }

  /** The version of its format. */
  public long format() {
    return format;
  }

  /** What is covered by what is on disk. */
  public VersionVector vector() {
    return Store.vector(disk);
  }

  /** What it takes on the disk, in bytes. */
  public long sizeBytes() {
    return disk.sizeBytes();
  }

  /** All current values, by soul and key; to be closed by the caller. */
  public Walk<Entry> entries() {
    return new Walk<>(disk.scan(Family.GRAPH, new byte[0]), Rows::entry);
  }

  /** The puts from the future, the next one due first; to be closed by the caller. */
  public Walk<Write.Deferred> deferred() {
    return new Walk<>(disk.scan(Family.DEFERRED, new byte[0]), DeferredRows::read);
  }

  Disk disk() {
    return disk;
  }

  @Override
  public void close() {
    disk.close();
    lock.close();
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface Reading<T> {
    T read(byte[] key, byte[] value);
  }

  /** Rows, one after the other; throws {@link StoreException} at one that cannot be read. */
  public static final class Walk<T> implements Iterator<T>, AutoCloseable {
    private final Disk.Cursor cursor;
    private final Reading<T> reading;

    Walk(Disk.Cursor cursor, Reading<T> reading) {
      this.cursor = cursor;
      this.reading = reading;
    }

    @Override
    public boolean hasNext() {
      return cursor.isValid();
    }

    @Override
    public T next() {
      try {
        T found = reading.read(cursor.key(), cursor.value());
        cursor.next();
        return found;
      } catch (IndexOutOfBoundsException e) {
        throw Rows.corrupt("a name cannot be read");
      }
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
