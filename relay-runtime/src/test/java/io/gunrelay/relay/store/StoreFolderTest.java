package io.gunrelay.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:30:00Z");
  private static final String ASIDE = "damaged-20261125T123000Z";

  @TempDir Path data;
  private StoreFolder folder;

  @BeforeEach
  void makeStore() throws IOException {
    folder = new StoreFolder(data);
    store();
    Files.createDirectory(data.resolve("lost+found"));
    Files.writeString(data.resolve("audit.log.txt"), "somebody's");
  }

  @Test
  void aStoreIsMovedWithAllThatBelongsToItAndNothingElse() throws IOException {
    List<String> before = names(data);
    assertThat(folder.setAside("a checksum is wrong", NOW)).isEqualTo(data.resolve(ASIDE));
    assertThat(names(data))
        .containsExactly("LOCK", "REFILLING", "audit.log.txt", ASIDE, "lost+found");
    assertThat(names(data.resolve(ASIDE)))
        .containsAll(before.stream().filter(StoreFolderTest::isOfStore).toList())
        .contains("CURRENT", "DAMAGED");
    assertThat(data.resolve(ASIDE).resolve("DAMAGED")).content().contains("a checksum is wrong");
    try (ReadOnlyStore aside =
        ReadOnlyStore.open(new StoreSettings(data.resolve(ASIDE), 8 << 20, 100))) {
      assertThat(aside.format()).as("it can still be looked at").isEqualTo(1);
    }
  }

  @Test
  void whatIsLeftHalfDoneIsDoneByTheNextStart() throws IOException {
    folder.markDamaged("a checksum is wrong", NOW);
    List<String> before = names(data);
    List<String> moved = before.stream().filter(StoreFolderTest::isOfStore).toList();
    assertThat(moved).hasSizeGreaterThan(3);
    for (int cut = 0; cut <= moved.size(); cut++) {
      // As a crash leaves it that came after so many files.
      Files.createDirectories(data.resolve(ASIDE));
      for (String name : moved.subList(0, cut)) {
        Files.move(data.resolve(name), data.resolve(ASIDE).resolve(name));
      }
      StoreFolder restarted = new StoreFolder(data);
      assertThat(restarted.damage()).contains("a checksum is wrong");
      assertThat(restarted.setAside("another reason", NOW.plusSeconds(60)))
          .isEqualTo(data.resolve(ASIDE));
      assertThat(names(data.resolve(ASIDE))).containsAll(moved).contains("DAMAGED");
      assertThat(restarted.damage()).isEmpty();
      assertThat(restarted.refilling()).contains(data.resolve(ASIDE));
      back();
      restarted.markDamaged("a checksum is wrong", NOW);
    }
  }

  @Test
  void thatItIsBeingFilledIsRememberedUntilItIs() {
    assertThat(folder.refilling()).isEmpty();
    folder.setAside("why", NOW);
    assertThat(new StoreFolder(data).refilling()).contains(data.resolve(ASIDE));
    folder.refilled();
    assertThat(new StoreFolder(data).refilling()).isEmpty();
    assertThat(folder.aside()).containsExactly(data.resolve(ASIDE));
  }

  @Test
  void aDiskThatDamagesAllIsNotFilledByWhatItDamaged() throws IOException {
    for (int day = 0; day < 4; day++) {
      folder.setAside("why", NOW.plus(Duration.ofDays(day)));
      store();
    }
    assertThat(folder.aside())
        .containsExactly(
            data.resolve("damaged-20261127T123000Z"), data.resolve("damaged-20261128T123000Z"));
  }

  private void store() {
    RocksDisk.open(settings()).close();
  }

  private StoreSettings settings() {
    return new StoreSettings(data, 8 << 20, 100);
  }

  /** Undoes it. */
  private void back() throws IOException {
    for (String name : names(data.resolve(ASIDE))) {
      if (isOfStore(name)) {
        Files.move(data.resolve(ASIDE).resolve(name), data.resolve(name));
      }
    }
  }

  private static boolean isOfStore(String name) {
    return name.matches("CURRENT|IDENTITY|(MANIFEST|OPTIONS|LOG).*|\\d+\\..*");
  }

  private static List<String> names(Path of) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(of)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return List.copyOf(names);
  }
}
