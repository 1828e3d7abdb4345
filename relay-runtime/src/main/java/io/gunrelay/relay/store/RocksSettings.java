package io.gunrelay.relay.store;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Logger;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/** How RocksDB is set up, and why. Owns the native objects that the set-up consists of. */
final class RocksSettings implements AutoCloseable {
  private static final int BLOOM_BITS_PER_KEY = 10;
  private static final long BLOCK_BYTES = 16 << 10;
  private static final long LOG_FILE_BYTES = 4 << 20;
  private static final int FAMILY_BUFFERS = 4;
  private static final long SMALLEST_BUFFERS = 4 << 20;
  // Larger buffers save few compactions; but a buffer's filter is allocated in full at once, and
  // the
  // log that a start reads again is four times their size.
  private static final long LARGEST_BUFFERS = 128 << 20;

  private final List<AbstractNativeReference> natives = new ArrayList<>();
  private final Cache cache;
  private final WriteBufferManager buffers;
  private final long bufferBytes;
  private final int maxOpenFiles;
  private final Shrinking shrinking;

  RocksSettings(StoreSettings settings, Shrinking shrinking) {
    // One budget: memtables are charged to the block cache, so that the cache gives way to them.
    cache = keep(new LRUCache(settings.blockCacheBytes()));
    bufferBytes = Math.clamp(settings.blockCacheBytes() / 2, SMALLEST_BUFFERS, LARGEST_BUFFERS);
    buffers = keep(new WriteBufferManager(bufferBytes, cache));
    maxOpenFiles = settings.maxOpenFiles();
    this.shrinking = shrinking;
  }

  /** Bytes in the block cache, memtables that are charged to it included. */
  long cacheUsage() {
    return cache.getUsage();
  }

  DBOptions database() {
    return keep(new DBOptions())
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setParanoidChecks(true)
        // An unfinished record at the end of the log is what a crash leaves; damage anywhere else
        // would cost changes that were acknowledged, so it must be an error.
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        .setMaxOpenFiles(maxOpenFiles)
        .setMaxBackgroundJobs(2)
        .setWriteBufferManager(buffers)
        // A family that is rarely written must not keep old logs alive.
        .setMaxTotalWalSize(4 * bufferBytes)
        // Writeback in small pieces: a sync of the log does not wait for a flush.
        .setBytesPerSync(1 << 20)
        // One thread writes: nothing to coordinate.
        .setAllowConcurrentMemtableWrite(false)
        .setEnableWriteThreadAdaptiveYield(false)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(LOG_FILE_BYTES)
        .setKeepLogFileNum(2)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  /** For a database that is only read: in its folder nothing changes. */
  DBOptions readOnly() {
    return keep(new DBOptions())
        .setParanoidChecks(true)
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        .setMaxOpenFiles(maxOpenFiles)
        // Left to itself it would begin a log of its own there.
        .setLogger(keep(new Silence()));
  }

  ColumnFamilyOptions family(Family family) {
    ColumnFamilyOptions options =
        keep(new ColumnFamilyOptions())
            .setWriteBufferSize(bufferBytes / FAMILY_BUFFERS)
            .setLevelCompactionDynamicLevelBytes(true)
            .setMaxBytesForLevelBase(shrinking.firstLevelBytes())
            .setTtl(shrinking.longestRest().toSeconds())
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setTableFormatConfig(table());
    if (family == Family.GRAPH) {
      // Most puts ask for a key that is not there: say so without a search.
      options.setMemtableWholeKeyFiltering(true).setMemtablePrefixBloomSizeRatio(0.05);
    }
    return options;
  }

  private BlockBasedTableConfig table() {
    return new BlockBasedTableConfig()
        .setBlockCache(cache)
        .setBlockSize(BLOCK_BYTES)
        .setFilterPolicy(keep(new BloomFilter(BLOOM_BITS_PER_KEY, false)))
        // Indexes and filters of a large store must not grow beside the budget.
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        .setPinL0FilterAndIndexBlocksInCache(true)
        .setFormatVersion(5);
  }

  private <T extends AbstractNativeReference> T keep(T object) {
    natives.add(object);
    return object;
  }

  @Override
  public void close() {
    for (AbstractNativeReference object : natives.reversed()) {
      object.close();
    }
  }

  private static final class Silence extends Logger {
    Silence() {
      super(InfoLogLevel.FATAL_LEVEL);
    }

    @Override
    protected void log(InfoLogLevel level, String message) {}
  }
}
