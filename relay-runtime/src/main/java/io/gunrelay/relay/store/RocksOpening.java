package io.gunrelay.relay.store;

import io.gunrelay.relay.store.StoreException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** How a {@link RocksDisk} is opened, to be written or only to be read. */
final class RocksOpening {
  /** Opens the database with these families, of which it adds the handles. */
  private interface Opening {
    RocksDB open(List<ColumnFamilyDescriptor> families, List<ColumnFamilyHandle> handles)
        throws RocksDBException;
  }

  private RocksOpening() {}

  /** Opens the store, or makes an empty one. */
  static RocksDisk open(StoreSettings storeSettings, Shrinking shrinking) {
    Path folder = storeSettings.folder();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException(
          Problem.UNUSABLE,
          "the data folder %s cannot be made (%s); name another, or make it writable"
              .formatted(folder, e),
          e);
    }
    checkHead(folder);
    RocksDB.loadLibrary();
    RocksSettings settings = new RocksSettings(storeSettings, shrinking);
    return open(
        folder,
        settings,
        (families, opened) ->
            RocksDB.open(settings.database(), folder.toString(), families, opened));
  }

  /** Opens a store that is there. Nothing in its folder is changed. */
  static RocksDisk openReadOnly(StoreSettings storeSettings) {
    Path folder = storeSettings.folder();
    RocksDB.loadLibrary();
    checkFamilies(folder);
    RocksSettings settings = new RocksSettings(storeSettings, Shrinking.USUAL);
    return open(
        folder,
        settings,
        (families, opened) ->
            RocksDB.openReadOnly(settings.readOnly(), folder.toString(), families, opened));
  }

  private static RocksDisk open(Path folder, RocksSettings settings, Opening opening) {
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    families.add(
        new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, settings.family(Family.META)));
    for (Family family : Family.values()) {
      families.add(new ColumnFamilyDescriptor(RocksFailures.name(family), settings.family(family)));
    }
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    try {
      RocksDB database = opening.open(families, opened);
      Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
      Iterator<ColumnFamilyHandle> found = opened.listIterator(1);
      for (Family family : Family.values()) {
        handles.put(family, found.next());
      }
      return new RocksDisk(folder, settings, database, handles);
    } catch (RocksDBException e) {
      settings.close();
      throw RocksFailures.onOpen(folder, e);
    }
  }

  /** Without it RocksDB would take the folder for an empty one, and delete what it holds. */
  private static void checkHead(Path folder) {
    boolean headless;
    try {
      headless = StoreFolder.isHeadless(folder);
    } catch (IOException e) {
      // RocksDB meets the same, and says what it is.
      return;
    }
    if (headless) {
      throw RocksFailures.damaged(folder, "the file CURRENT is missing");
    }
  }

  /** To read, RocksDB is content with some of the families; a store of ours has exactly these. */
  private static void checkFamilies(Path folder) {
    Set<String> found = new HashSet<>();
    try (Options options = new Options()) {
      for (byte[] name : RocksDB.listColumnFamilies(options, folder.toString())) {
        found.add(new String(name, StandardCharsets.UTF_8));
      }
    } catch (RocksDBException e) {
      throw RocksFailures.onOpen(folder, e);
    }
    found.remove("default");
    for (Family family : Family.values()) {
      if (!found.remove(family.text())) {
        throw new StoreException(
            Problem.UNUSABLE,
            "the folder %s holds no complete store of a relay; name another one, or start a relay on it"
                .formatted(folder));
      }
    }
    if (!found.isEmpty()) {
      throw RocksFailures.newer(folder, "it has parts named " + found);
    }
  }
}
