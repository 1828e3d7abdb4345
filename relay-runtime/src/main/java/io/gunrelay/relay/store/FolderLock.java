package io.gunrelay.relay.store;

import io.gunrelay.relay.store.StoreException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps relays away from a store while it is read or moved. RocksDB holds its file {@code LOCK}
 * while it writes, and does not look for others when it only reads: who reads shares the lock with
 * others who read.
 */
final class FolderLock implements AutoCloseable {
  private static final String FILE = "LOCK";

  private final @Nullable FileChannel channel;

  private FolderLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /** To read. Throws {@link StoreException} when a relay has the folder open. */
  static FolderLock shared(Path folder) {
    // A copy has none, and nobody writes to it.
    return Files.exists(folder.resolve(FILE))
        ? take(folder, true, StandardOpenOption.READ)
        : new FolderLock(null);
  }

  /** To change it. Throws {@link StoreException} when anybody has the folder open. */
  static FolderLock exclusive(Path folder) {
    return take(folder, false, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }

  private static FolderLock take(Path folder, boolean shared, StandardOpenOption... how) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(folder.resolve(FILE), how);
      if (channel.tryLock(0, Long.MAX_VALUE, shared) == null) {
        throw locked(folder);
      }
      FolderLock lock = new FolderLock(channel);
      channel = null;
      return lock;
    } catch (OverlappingFileLockException e) {
      throw locked(folder);
    } catch (IOException e) {
      throw new StoreException(
          Problem.UNUSABLE,
          "the data folder %s cannot be %s; give this user the right to (%s)"
              .formatted(folder, shared ? "read" : "read and written", e),
          e);
    } finally {
      close(channel);
    }
  }

  private static StoreException locked(Path folder) {
    return new StoreException(
        Problem.LOCKED,
        "the data folder %s is in use by a relay; stop it, or name another folder"
            .formatted(folder));
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing was written.
    }
  }

  @Override
  public void close() {
    close(channel);
  }
}
