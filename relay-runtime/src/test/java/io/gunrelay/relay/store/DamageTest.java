package io.gunrelay.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gunrelay.relay.store.StoreException.Problem;
import io.gunrelay.relay.transport.Eventually;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk that is open makes of tables that are spoilt under it. */
class DamageTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int ROWS = 20_000;

  @TempDir Path folder;

  @Test
  void aTableThatIsSpoiltIsNeverReadAsIfItWereWell() throws IOException {
    write(0);
    try (Disk disk = RocksDisk.open(settings())) {
      assertThat(disk.damage()).isEmpty();
      spoilTables();
      List<byte[]> keys = IntStream.range(0, ROWS).mapToObj(DamageTest::key).toList();
      assertDamage(catchThrowableOfType(StoreException.class, () -> disk.get(Family.GRAPH, keys)));
      assertThat(disk.damage()).isPresent();
      for (byte[] key : keys) {
        try {
          assertThat(disk.get(Family.GRAPH, List.of(key)).getFirst()).isEqualTo(value(key, 0));
        } catch (StoreException e) {
          assertDamage(e);
        }
      }
      assertDamage(
          catchThrowableOfType(
              StoreException.class,
              () -> {
                try (Disk.View view = disk.view();
                    Disk.Cursor cursor = view.scan(Family.GRAPH, new byte[0])) {
                  for (int row = 0; row < ROWS && cursor.isValid(); row++) {
                    cursor.next();
                  }
                }
              }));
    }
  }

  @Test
  void aSpoiltTableThatIsRewrittenStopsWritesInsteadOfBeingLost() throws IOException {
    for (int round = 0; round < 3; round++) {
      write(round);
    }
    spoilTables();
    // The fourth table is one too many: they are merged.
    write(3);
    try (Disk disk = RocksDisk.open(settings())) {
      Eventually.await(
          "it takes no writes",
          SOON,
          () -> {
            try (Disk.Batch batch = disk.batch()) {
              batch.put(Family.META, key(0), key(0));
              disk.write(batch);
              return false;
            } catch (StoreException e) {
              assertDamage(e);
              return true;
            }
          });
      assertThat(disk.damage()).isPresent();
    }
  }

  @Test
  void aScrubFindsWhatNobodyReads() throws IOException {
    write(0);
    try (Disk disk = RocksDisk.open(settings());
        Scrub scrub =
            Scrub.start(
                disk,
                new Scrub.Pace(Duration.ofMillis(50), Duration.ofMillis(10), 1L << 30),
                InstantSource.system())) {
      Instant start = Instant.now();
      Eventually.await("all is well", SOON, () -> scrub.completed().isAfter(start));
      assertThat(scrub.bytes()).isGreaterThanOrEqualTo(tables().getFirst().toFile().length());
      assertThat(disk.damage()).isEmpty();
      spoilTables();
      Eventually.await("it is found", SOON, () -> disk.damage().isPresent());
      assertDamage(disk.damage().orElseThrow());
      Instant then = scrub.completed();
      long read = scrub.bytes();
      Eventually.await("it goes on", SOON, () -> scrub.bytes() > read || tables().size() == 1);
      assertThat(scrub.completed()).as("not well").isEqualTo(then);
    }
  }

  @Test
  void aTableThatIsGoneIsDamageOnlyIfItIsNeeded() throws IOException {
    write(0);
    try (Disk disk = RocksDisk.open(settings())) {
      disk.verify(new Disk.Table("/000999.sst", 1));
      assertThat(disk.damage()).isEmpty();
      Disk.Table table = disk.tables().getFirst();
      Files.delete(folder.resolve(table.name().substring(1)));
      assertDamage(catchThrowableOfType(StoreException.class, () -> disk.verify(table)));
      assertThat(disk.damage()).isPresent();
    }
  }

  private static void assertDamage(StoreException found) {
    assertThat(found).isNotNull();
    assertThat(found.problem()).as("%s", found).isEqualTo(Problem.CORRUPT);
  }

  /** All rows once more; they are in a table of their own when the disk is opened again. */
  private void write(int round) {
    try (Disk disk = RocksDisk.open(settings());
        Disk.Batch batch = disk.batch()) {
      for (int row = 0; row < ROWS; row++) {
        batch.put(Family.GRAPH, key(row), value(key(row), round));
      }
      disk.write(batch);
    }
    RocksDisk.open(settings()).close();
  }

  private static byte[] key(int row) {
    return "row %08d".formatted(row * 7919 % ROWS).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] value(byte[] key, int round) {
    return (new String(key, StandardCharsets.US_ASCII).hashCode() + " in round " + round)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Turns over one byte of each, in the middle of the rows. */
  private void spoilTables() throws IOException {
    for (Path table : tables()) {
      try (RandomAccessFile file = new RandomAccessFile(table.toFile(), "rw")) {
        file.seek(file.length() / 2);
        int old = file.read();
        file.seek(file.length() / 2);
        file.write(old ^ 0x5A);
      }
    }
  }

  private List<Path> tables() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.toString().endsWith(".sst")).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private StoreSettings settings() {
    return new StoreSettings(folder, 8 << 20, 100);
  }
}
