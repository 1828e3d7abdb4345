package io.gunrelay.relay.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB as a disk. */
final class RocksDisk implements Disk {
  private final Path folder;
  private final RocksSettings settings;
  private final RocksDB database;
  private final Map<Family, ColumnFamilyHandle> handles;
  private final ReadOptions latest = new ReadOptions();
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final AtomicReference<@Nullable StoreException> damage = new AtomicReference<>();
  private boolean closed;

  /** Owns all of it from now on. */
  RocksDisk(
      Path folder,
      RocksSettings settings,
      RocksDB database,
      Map<Family, ColumnFamilyHandle> handles) {
    this.folder = folder;
    this.settings = settings;
    this.database = database;
    this.handles = handles;
  }

  /** Opens the store, or makes an empty one. */
  static RocksDisk open(StoreSettings settings) {
    return RocksOpening.open(settings, Shrinking.USUAL);
  }

  /** Opens a store that is there. Nothing in its folder is changed; {@link #write} fails. */
  static RocksDisk openReadOnly(StoreSettings settings) {
    return RocksOpening.openReadOnly(settings);
  }

  @Override
  public Batch batch() {
    return new RocksBatch();
  }

  @Override
  public void write(Batch batch) {
    try {
      database.write(synced, ((RocksBatch) batch).rows);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  @Override
  public View view() {
    return new RocksView(database.getSnapshot());
  }

  @Override
  public List<byte @Nullable []> get(Family family, List<byte[]> keys) {
    return get(latest, family, keys);
  }

  @Override
  public Cursor scan(Family family, byte[] from) {
    return new RocksCursor(database.newIterator(handle(family), latest), from);
  }

  /** Of all files, the log among them; not of what is only in memory. */
  @Override
  public long sizeBytes() {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        // A file that has just been compacted away has no size.
        bytes += file.toFile().length();
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A figure for people: what is wrong with the folder shows where it matters.
      return 0;
    }
    return bytes;
  }

  @Override
  public synchronized StoreFigures figures() {
    if (closed) {
      return StoreFigures.UNKNOWN;
    }
    return new StoreFigures(
        sum("rocksdb.estimate-live-data-size"),
        sum("rocksdb.total-sst-files-size"),
        sum("rocksdb.cur-size-all-mem-tables"),
        settings.cacheUsage(),
        sum("rocksdb.estimate-pending-compaction-bytes"));
  }

  @Override
  public void verify() {
    try {
      database.verifyChecksum();
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  @Override
  public List<Table> tables() {
    return database.getLiveFilesMetaData().stream()
        .map(file -> new Table(file.fileName(), file.size()))
        .toList();
  }

  @Override
  public void verify(Table table) {
    try {
      TableFile.verify(folder, table.name());
    } catch (RocksDBException e) {
      StoreException failure = RocksFailures.onOpen(folder, e);
      if (tables().stream().anyMatch(present -> present.name().equals(table.name()))) {
        throw noted(failure);
      }
    }
  }

  @Override
  public Optional<StoreException> damage() {
    return Optional.ofNullable(damage.get());
  }

  /** A property over all families. */
  private long sum(String property) {
    try {
      return database.getAggregatedLongProperty(property);
    } catch (RocksDBException e) {
      return 0;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    handles.values().forEach(ColumnFamilyHandle::close);
    synced.close();
    latest.close();
    database.close();
    settings.close();
  }

  private List<byte @Nullable []> get(ReadOptions options, Family family, List<byte[]> keys) {
    ColumnFamilyHandle handle = handle(family);
    try {
      List<byte @Nullable []> values = new ArrayList<>(keys.size());
      if (keys.size() == 1) {
        values.add(database.get(handle, options, keys.getFirst()));
        return values;
      }
      values.addAll(
          database.multiGetAsList(options, Collections.nCopies(keys.size(), handle), keys));
      for (int i = 0; i < values.size(); i++) {
        // Many at once come back null when they cannot be read, too: one alone throws then. What
        // is absent costs a look at the filters.
        if (values.get(i) == null) {
          values.set(i, database.get(handle, options, keys.get(i)));
        }
      }
      return values;
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  private ColumnFamilyHandle handle(Family family) {
    ColumnFamilyHandle handle = handles.get(family);
    if (handle == null) {
      throw new IllegalArgumentException("no such family: " + family);
    }
    return handle;
  }

  private StoreException failure(RocksDBException e) {
    return noted(RocksFailures.inUse(folder, e));
  }

  private StoreException noted(StoreException failure) {
    if (failure.problem() == StoreException.Problem.CORRUPT) {
      damage.compareAndSet(null, failure);
    }
    return failure;
  }

  private final class RocksBatch implements Batch {
    private final WriteBatch rows = new WriteBatch();

    @Override
    public void put(Family family, byte[] key, byte[] value) {
      try {
        rows.put(handle(family), key, value);
      } catch (RocksDBException e) {
        throw failure(e);
      }
    }

    @Override
    public void delete(Family family, byte[] key) {
      try {
        rows.delete(handle(family), key);
      } catch (RocksDBException e) {
        throw failure(e);
      }
    }

    @Override
    public long sizeBytes() {
      return rows.getDataSize();
    }

    @Override
    public void close() {
      rows.close();
    }
  }

  private final class RocksView implements View {
    private final Snapshot snapshot;
    private final ReadOptions options;

    RocksView(Snapshot snapshot) {
      this.snapshot = snapshot;
      // What a scan for another relay reads once must not push out what clients read often.
      this.options = new ReadOptions().setSnapshot(snapshot).setFillCache(false);
    }

    @Override
    public List<byte @Nullable []> get(Family family, List<byte[]> keys) {
      return RocksDisk.this.get(options, family, keys);
    }

    @Override
    public Cursor scan(Family family, byte[] from) {
      return new RocksCursor(database.newIterator(handle(family), options), from);
    }

    @Override
    public void close() {
      options.close();
      database.releaseSnapshot(snapshot);
    }
  }

  private final class RocksCursor implements Cursor {
    private final RocksIterator iterator;

    RocksCursor(RocksIterator iterator, byte[] from) {
      this.iterator = iterator;
      iterator.seek(from);
    }

    @Override
    public boolean isValid() {
      if (iterator.isValid()) {
        return true;
      }
      // An iterator that meets a damaged block ends as if there were no more rows.
      try {
        iterator.status();
      } catch (RocksDBException e) {
        throw failure(e);
      }
      return false;
    }

    @Override
    public byte[] key() {
      return iterator.key();
    }

    @Override
    public byte[] value() {
      return iterator.value();
    }

    @Override
    public void next() {
      iterator.next();
    }

    @Override
    public void previous() {
      iterator.prev();
    }

    @Override
    public void seek(byte[] from) {
      iterator.seek(from);
    }

    @Override
    public void seekBefore(byte[] end) {
      iterator.seekForPrev(end);
      if (iterator.isValid() && Arrays.equals(iterator.key(), end)) {
        iterator.prev();
      }
    }

    @Override
    public void close() {
      iterator.close();
    }
  }
}
