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
 * Keeps relays away from a store while it is read. RocksDB does not look for others when it only
 * reads; who writes holds its file {@code LOCK}, so this shares the lock with others who read.
 */
final class ReadLock implements AutoCloseable {
  private final @Nullable FileChannel channel;

  private ReadLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /** Throws {@link StoreException} when a relay has the folder open. */
  static ReadLock take(Path folder) {
    Path file = folder.resolve("LOCK");
    if (!Files.exists(file)) {
      // A copy: nobody writes to it.
      return new ReadLock(null);
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      if (channel.tryLock(0, Long.MAX_VALUE, true) == null) {
        throw locked(folder);
      }
      ReadLock lock = new ReadLock(channel);
      channel = null;
      return lock;
    } catch (OverlappingFileLockException e) {
      throw locked(folder);
    } catch (IOException e) {
      throw new StoreException(
          Problem.UNUSABLE,
          "the data folder %s cannot be read; give this user the right to (%s)"
              .formatted(folder, e),
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
      // It was only read.
    }
  }

  @Override
  public void close() {
    close(channel);
  }
}
