package io.gunrelay.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.StoreException.Problem;
import io.gunrelay.relay.work.ThreadScheduler;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class OpeningTest {
  @TempDir Path home;
  private Path folder;

  private final ThreadScheduler thread = new ThreadScheduler("journal");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(home.resolve("data"));
  }

  @AfterEach
  void stopThread() {
    thread.close();
  }

  @Test
  void aFolderThatIsInUseIsLocked() throws InterruptedException {
    Store store = open();
    StoreException refusal = refusal();
    assertThat(refusal.problem()).isEqualTo(Problem.LOCKED);
    assertThat(refusal).hasMessageContaining(folder.toString()).hasMessageContaining("stop it");
    close(store);
  }

  @Test
  void aFolderThatCannotBeMadeIsUnusable() throws IOException {
    Files.writeString(folder.resolve("file"), "a file");
    folder = folder.resolve("file").resolve("data");
    StoreException refusal = refusal();
    assertThat(refusal.problem()).isEqualTo(Problem.UNUSABLE);
    assertThat(refusal).hasMessageContaining(folder.toString());
  }

  @Test
  void aStoreOfANewerFormatIsLeftAlone() {
    try (Disk disk = RocksDisk.open(settings());
        Disk.Batch batch = disk.batch()) {
      batch.put(Family.META, Rows.FORMAT_KEY, Rows.number(Formats.OURS.newest() + 1));
      disk.write(batch);
    }
    assertThat(refusal().problem()).isEqualTo(Problem.NEWER_FORMAT);
  }

  @Test
  void aStoreWithUnknownPartsIsOfANewerFormat() throws RocksDBException, InterruptedException {
    close(open());
    try (DBOptions options = new DBOptions();
        ColumnFamilyOptions family = new ColumnFamilyOptions()) {
      List<ColumnFamilyDescriptor> families =
          Stream.of("default", "graph", "feed", "meta", "deferred")
              .map(name -> new ColumnFamilyDescriptor(bytes(name), family))
              .toList();
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      try (RocksDB database = RocksDB.open(options, folder.toString(), families, handles)) {
        database.createColumnFamily(new ColumnFamilyDescriptor(bytes("future"), family)).close();
        handles.forEach(ColumnFamilyHandle::close);
      }
    }
    assertThat(refusal().problem()).isEqualTo(Problem.NEWER_FORMAT);
  }

  @Test
  void aDamagedLogIsNoticedInsteadOfLosingWhatFollows() throws IOException {
    try (Disk disk = RocksDisk.open(settings())) {
      for (int i = 0; i < 200; i++) {
        write(disk, i);
      }
      // A copy of the log as it is while the process runs: closing would flush it.
      copyTo(folder.resolveSibling("damaged"));
    }
    folder = folder.resolveSibling("damaged");
    damage(".log");
    assertThat(refusal().problem()).isEqualTo(Problem.CORRUPT);
  }

  @Test
  void anUnfinishedRecordAtTheEndOfTheLogIsWhatACrashLeaves()
      throws IOException, InterruptedException {
    try (Disk disk = RocksDisk.open(settings())) {
      for (int i = 0; i < 200; i++) {
        write(disk, i);
      }
      copyTo(folder.resolveSibling("torn"));
    }
    folder = folder.resolveSibling("torn");
    Path log = file(".log");
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(file.length() - 3);
    }
    Store store = open();
    assertThat(store.reads().properties(List.of(new GraphReads.Property("soul", "k198"))))
        .doesNotContainNull();
    close(store);
  }

  @Test
  void aFileThatIsMissingOrEmptyIsDamage() throws IOException, InterruptedException {
    try (Disk disk = RocksDisk.open(settings())) {
      for (int i = 0; i < 200; i++) {
        write(disk, i);
      }
    }
    close(open());
    Path sound = folder;
    int number = 0;
    for (String name : List.of("CURRENT", "MANIFEST-.*", ".*.sst")) {
      for (boolean missing : List.of(true, false)) {
        folder = sound;
        Path copy = home.resolve("copy" + number++);
        copyTo(copy);
        folder = copy;
        Path file =
            files("").stream()
                .filter(path -> path.getFileName().toString().matches(name))
                .findFirst()
                .orElseThrow();
        if (missing) {
          Files.delete(file);
        } else {
          Files.write(file, new byte[0]);
        }
        List<Path> before = files(".sst");
        StoreException refusal = refusal();
        assertThat(refusal).as("%s, missing: %s", name, missing).isNotNull();
        assertThat(refusal.problem()).as("%s: %s", name, refusal).isEqualTo(Problem.CORRUPT);
        assertThat(files(".sst")).as("nothing is deleted").containsAll(before);
        new StoreFolder(copy).setAside("the lock is free again", Instant.EPOCH);
      }
    }
  }

  @Test
  void aDamagedTableIsNoticedWhenItIsRead() throws IOException, InterruptedException {
    try (Disk disk = RocksDisk.open(settings())) {
      write(disk, 0, 2_000);
    }
    close(open());
    for (Path table : files(".sst")) {
      damage(table);
    }
    StoreException failure =
        catchThrowableOfType(
            StoreException.class,
            () -> {
              Store store = open();
              try {
                store.reads().node("soul", 10_000, 1 << 20);
              } finally {
                close(store);
              }
            });
    assertThat(failure.problem()).isEqualTo(Problem.CORRUPT);
    assertThat(failure).hasMessageContaining("set the folder aside");
    assertThat(failure.reasonForClients()).doesNotContain(folder.toString());
  }

  @Test
  void whatIsDamagedIsNeverTakenForAbsentWhenManyAreReadAtOnce()
      throws IOException, InterruptedException {
    try (Disk disk = RocksDisk.open(settings())) {
      write(disk, 0, 2_000);
    }
    close(open());
    for (Path table : files(".sst")) {
      damage(table);
    }
    List<GraphReads.Property> all =
        IntStream.range(0, 2_000).mapToObj(i -> new GraphReads.Property("soul", "k" + i)).toList();
    Store store = open();
    try {
      StoreException failure =
          catchThrowableOfType(StoreException.class, () -> store.reads().properties(all));
      assertThat(failure).isNotNull();
      assertThat(failure.problem()).isEqualTo(Problem.CORRUPT);
    } finally {
      close(store);
    }
  }

  private static void write(Disk disk, int number) {
    write(disk, number, number + 1);
  }

  /** In one batch. */
  private static void write(Disk disk, int from, int to) {
    try (Disk.Batch batch = disk.batch()) {
      for (int number = from; number < to; number++) {
        Entry entry =
            Entry.foreign(
                "soul", "k" + number, 1, Bytes.utf8("1"), new Tag(new Origin(1, 1), number + 1));
        byte[] row = RowKeys.property(entry.soul(), entry.key());
        batch.put(Family.GRAPH, row, Rows.entry(entry));
        batch.put(Family.FEED, Rows.tag(entry.tag()), row);
      }
      disk.write(batch);
    }
  }

  private void damage(String suffix) throws IOException {
    damage(file(suffix));
  }

  /** Turns over some bytes in the first half. */
  private static void damage(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      byte[] bytes = new byte[16];
      file.seek(file.length() / 3);
      file.readFully(bytes);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] ^= 0x5A;
      }
      file.seek(file.length() / 3);
      file.write(bytes);
    }
  }

  private void copyTo(Path copy) throws IOException {
    Files.createDirectories(copy);
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
  }

  private Path file(String suffix) throws IOException {
    return files(suffix).stream()
        .filter(path -> path.toFile().length() > 0)
        .findFirst()
        .orElseThrow();
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.toString().endsWith(suffix)).toList();
    }
  }

  private StoreException refusal() {
    return catchThrowableOfType(StoreException.class, this::open);
  }

  private Store open() {
    return Store.open(settings(), thread, new Random());
  }

  private static void close(Store store) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    store.close(closed::countDown);
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private StoreSettings settings() {
    return new StoreSettings(folder, 8 << 20, 100);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
