package io.gunrelay.relay.store;

import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.Status;

/** One file of RocksDB's, read beside the database. */
final class TableFile {
  private TableFile() {}

  /**
   * Compares all blocks with their checksums. They come from the disk itself, not from the system's
   * memory of it, which would hide what has happened since; and so push nothing out there.
   *
   * @throws RocksDBException also if the file is gone
   */
  static void verify(Path folder, String name) throws RocksDBException {
    String file = folder.resolve(name.startsWith("/") ? name.substring(1) : name).toString();
    try {
      verify(file, true);
    } catch (RocksDBException e) {
      Status status = e.getStatus();
      if (status != null && status.getCode() == Status.Code.Corruption) {
        throw e;
      }
      // Some file systems, those in memory above all, know no other way.
      verify(file, false);
    }
  }

  private static void verify(String file, boolean direct) throws RocksDBException {
    try (Options options = new Options().setUseDirectReads(direct);
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(file);
      reader.verifyChecksum();
    }
  }
}
