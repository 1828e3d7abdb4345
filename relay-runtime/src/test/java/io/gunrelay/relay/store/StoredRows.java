package io.gunrelay.relay.store;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

/** All rows of a store, keys and values, as they are once they have been decompressed. */
public final class StoredRows {
  private StoredRows() {}

  /** Reads them as a relay does; none may have the folder open. Opening moves the log to tables. */
  public static byte[] read(Path folder) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (Disk disk = RocksDisk.open(new StoreSettings(folder, 8 << 20, 100))) {
      for (Family family : Family.values()) {
        try (Disk.Cursor cursor = disk.scan(family, new byte[0])) {
          for (; cursor.isValid(); cursor.next()) {
            rows.writeBytes(cursor.key());
            rows.writeBytes(cursor.value());
          }
        }
      }
    }
    return rows.toByteArray();
  }
}
