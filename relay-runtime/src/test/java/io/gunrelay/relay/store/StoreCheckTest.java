package io.gunrelay.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.StoreException.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckTest {
  private static final int VALUES = 3_000;
  private static final Origin ORIGIN = new Origin(1, 1);

  @TempDir Path folder;

  @BeforeEach
  void fill() {
    change(batch -> {
      batch.put(Family.META, Rows.FORMAT_KEY, Rows.number(Formats.OURS.newest()));
      batch.put(Family.META, Rows.vectorKey(ORIGIN), Rows.number(VALUES));
      for (int i = 0; i < VALUES; i++) {
        batch.put(Family.GRAPH, row(i), entry(i, "\"value " + i + "\""));
        batch.put(Family.FEED, tag(i), row(i));
      }
      Write.Deferred put = new Write.Deferred("soul", "later", 9, 1, Bytes.utf8("1"));
      batch.put(Family.DEFERRED, DeferredRows.key(put), put.value().array());
    });
    // What was written last is moved from the log to tables.
    change(batch -> batch.put(Family.META, Rows.vectorKey(ORIGIN), Rows.number(VALUES)));
  }

  @Test
  void aStoreThatIsAsItShouldBeIsSound() {
    StoreCheck.Findings found = check();
    assertThat(found).isEqualTo(new StoreCheck.Findings(VALUES, 1, 0, List.of()));
    assertThat(found.isSound()).isTrue();
  }

  @Test
  void aRowThatTheFeedLacksIsFound() {
    change(batch -> batch.delete(Family.FEED, tag(1_500)));
    assertThat(check().examples()).containsExactly("the feed lacks \"k1500\" of \"soul\"");
  }

  @Test
  void aRowThatTheFeedHasTooManyIsFound() {
    change(batch -> batch.put(Family.FEED, tag(VALUES + 5), row(7)));
    assertThat(check().examples())
        .containsExactly("the feed names what is no current value: \"k7\" of \"soul\"");
  }

  @Test
  void aRowOfTheFeedThatNamesAnotherValueIsFound() {
    change(batch -> batch.put(Family.FEED, tag(7), row(8)));
    assertThat(check().examples())
        .containsExactly("the feed has another value in the place of \"k7\" of \"soul\"");
  }

  @Test
  void rowsThatAreGarbageAreFound() {
    change(batch -> {
      batch.put(Family.GRAPH, row(5), new byte[] {1, 2, 3});
      batch.put(Family.GRAPH, row(6), entry(6, "{\"no\":\"value\"}"));
      batch.put(Family.GRAPH, bytes("no soul"), entry(9, "1"));
      batch.put(Family.DEFERRED, bytes("short"), bytes("1"));
    });
    assertThat(check().examples())
        .contains(
            "a row of the graph cannot be read: \"k5\" of \"soul\"",
            "\"k6\" of \"soul\" has a value that is none",
            "a row of the graph cannot be read: a row of 7 bytes",
            "a put from the future cannot be read");
  }

  @Test
  void aByteThatHasTurnedOverIsFound() throws IOException {
    Path largest = tables().stream().max(Comparator.comparingLong(this::size)).orElseThrow();
    try (RandomAccessFile file = new RandomAccessFile(largest.toFile(), "rw")) {
      file.seek(file.length() / 3);
      int old = file.read();
      file.seek(file.length() / 3);
      file.write(old ^ 0x5A);
    }
    StoreCheck.Findings found = check();
    assertThat(found.isSound()).isFalse();
    assertThat(found.examples().getFirst()).contains("checksum").contains(".sst");
  }

  @Test
  void aTableThatWasCutOffIsFound() throws IOException {
    for (Path table : tables()) {
      try (RandomAccessFile file = new RandomAccessFile(table.toFile(), "rw")) {
        file.setLength(file.length() / 2);
      }
    }
    StoreException refusal = catchThrowableOfType(StoreException.class, this::check);
    assertThat(refusal.problem()).isEqualTo(Problem.CORRUPT);
  }

  @Test
  void aTableThatIsMissingIsFound() throws IOException {
    Files.delete(tables().getFirst());
    StoreException refusal = catchThrowableOfType(StoreException.class, this::check);
    assertThat(refusal.problem()).isEqualTo(Problem.CORRUPT);
  }

  private StoreCheck.Findings check() {
    try (ReadOnlyStore store = ReadOnlyStore.open(settings())) {
      return StoreCheck.of(store, value -> !value.text().startsWith("{\"no\""));
    }
  }

  private void change(Consumer<Disk.Batch> changes) {
    try (Disk disk = RocksDisk.open(settings());
        Disk.Batch batch = disk.batch()) {
      changes.accept(batch);
      disk.write(batch);
    }
  }

  private List<Path> tables() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.toString().endsWith(".sst")).sorted().toList();
    }
  }

  private long size(Path file) {
    return file.toFile().length();
  }

  private static byte[] row(int number) {
    return RowKeys.property("soul", "k" + number);
  }

  private static byte[] tag(int number) {
    return Rows.tag(new Tag(ORIGIN, number + 1));
  }

  private static byte[] entry(int number, String value) {
    return Rows.entry(
        Entry.foreign("soul", "k" + number, 1, Bytes.utf8(value), new Tag(ORIGIN, number + 1)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private StoreSettings settings() {
    return new StoreSettings(folder, 8 << 20, 100);
  }
}
