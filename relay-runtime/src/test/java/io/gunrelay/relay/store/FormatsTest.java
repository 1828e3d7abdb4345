package io.gunrelay.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gunrelay.relay.store.StoreException.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With steps that no version has yet: each appends a letter to every value of the graph. */
class FormatsTest {
  private static final Formats FIRST = new Formats(List.of());
  private static final Formats THIRD = new Formats(List.of(new Append("b"), new Append("c")));
  private static final int VALUES = 7;

  @TempDir Path folder;

  @Test
  void aNewStoreHasTheNewestFormatAtOnce() {
    with(disk -> {
      THIRD.upgrade(disk);
      assertThat(THIRD.check(disk)).isEqualTo(3);
      return null;
    });
  }

  @Test
  void anOlderStoreGoesThroughEachStepOnce() {
    write(FIRST);
    with(disk -> {
      THIRD.upgrade(disk);
      return null;
    });
    assertThat(values()).hasSize(VALUES).allMatch("abc"::equals);
    with(disk -> {
      THIRD.upgrade(disk);
      assertThat(THIRD.check(disk)).isEqualTo(3);
      return null;
    });
    assertThat(values()).allMatch("abc"::equals);
  }

  @Test
  void anUpgradeThatIsBrokenOffIsFinishedByTheNextStart() {
    int writes = 0;
    for (boolean written : List.of(true, false)) {
      boolean broke = true;
      for (int last = 0; broke; last++) {
        Path home = folder;
        folder = home.resolve(last + "-" + written);
        write(FIRST);
        int deadly = last;
        broke = with(disk -> breaksOff(disk, deadly, written));
        if (broke && (last > 0 || written)) {
          assertThatNoOlderVersionTakesIt();
        }
        with(disk -> {
          THIRD.upgrade(disk);
          assertThat(THIRD.check(disk)).isEqualTo(3);
          return null;
        });
        assertThat(values()).as("broken off at %d", last).hasSize(VALUES).allMatch("abc"::equals);
        folder = home;
        writes = Math.max(writes, last);
      }
    }
    assertThat(writes).as("parts of both steps").isGreaterThan(4);
  }

  @Test
  void aNewerStoreIsRefusedWithBothVersionsAndWhatToDo() {
    write(THIRD);
    StoreException refusal =
        with(disk -> catchThrowableOfType(StoreException.class, () -> FIRST.upgrade(disk)));
    assertThat(refusal.problem()).isEqualTo(Problem.NEWER_FORMAT);
    assertThat(refusal)
        .hasMessageContaining("has format 3")
        .hasMessageContaining("none above 1")
        .hasMessageContaining("run the version that wrote it");
    assertThat(values()).as("nothing was changed").allMatch("a"::equals);
  }

  @Test
  void whatIsOnlyLookedAtIsNotUpgraded() {
    write(FIRST);
    with(disk -> {
      StoreException refusal = catchThrowableOfType(StoreException.class, () -> THIRD.check(disk));
      assertThat(refusal.problem()).isEqualTo(Problem.UNUSABLE);
      assertThat(refusal)
          .hasMessageContaining("has format 1")
          .hasMessageContaining("reads format 3")
          .hasMessageContaining("start this version on it");
      assertThat(FIRST.check(disk)).isEqualTo(1);
      return null;
    });
  }

  @Test
  void rowsWithoutANumberAreTakenForTheFirstFormat() {
    write(FIRST);
    with(disk -> {
      try (Disk.Batch batch = disk.batch()) {
        batch.delete(Family.META, Rows.FORMAT_KEY);
        disk.write(batch);
      }
      THIRD.upgrade(disk);
      return null;
    });
    assertThat(values()).hasSize(VALUES).allMatch("abc"::equals);
  }

  /** Several values at a time. */
  private record Append(String letter) implements Formats.Step {
    @Override
    public Optional<byte[]> part(Disk disk, byte[] from, Disk.Batch batch) {
      try (Disk.Cursor cursor = disk.scan(Family.GRAPH, from)) {
        for (int i = 0; i < 3 && cursor.isValid(); i++, cursor.next()) {
          batch.put(Family.GRAPH, cursor.key(), bytes(text(cursor.value()) + letter));
        }
        return cursor.isValid() ? Optional.of(cursor.key()) : Optional.empty();
      }
    }
  }

  private static boolean breaksOff(Disk disk, int deadly, boolean written) {
    try {
      THIRD.upgrade(new DyingDisk(disk, deadly, written));
      return false;
    } catch (Death death) {
      return true;
    }
  }

  private void assertThatNoOlderVersionTakesIt() {
    with(disk -> {
      assertThatThrownBy(() -> FIRST.upgrade(disk)).isInstanceOf(StoreException.class);
      return null;
    });
  }

  private void write(Formats formats) {
    with(disk -> {
      formats.upgrade(disk);
      try (Disk.Batch batch = disk.batch()) {
        for (int i = 0; i < VALUES; i++) {
          batch.put(Family.GRAPH, bytes("row" + i), bytes("a"));
        }
        disk.write(batch);
      }
      return null;
    });
  }

  private List<String> values() {
    return with(disk -> {
      List<String> values = new ArrayList<>();
      try (Disk.Cursor cursor = disk.scan(Family.GRAPH, new byte[0])) {
        for (; cursor.isValid(); cursor.next()) {
          values.add(text(cursor.value()));
        }
      }
      return values;
    });
  }

  private <T extends @Nullable Object> T with(Function<Disk, T> action) {
    try (Disk disk = RocksDisk.open(new StoreSettings(folder, 8 << 20, 100))) {
      return action.apply(disk);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Its process dies with a write, before or after that has been made. */
  private static final class DyingDisk implements Disk {
    private final Disk disk;
    private final int deadly;
    private final boolean written;
    private int writes;

    DyingDisk(Disk disk, int deadly, boolean written) {
      this.disk = disk;
      this.deadly = deadly;
      this.written = written;
    }

    @Override
    public Batch batch() {
      return disk.batch();
    }

    @Override
    public void write(Batch batch) {
      boolean dies = writes++ == deadly;
      if (!dies || written) {
        disk.write(batch);
      }
      if (dies) {
        throw new Death();
      }
    }

    @Override
    public View view() {
      return disk.view();
    }

    @Override
    public List<byte @Nullable []> get(Family family, List<byte[]> keys) {
      return disk.get(family, keys);
    }

    @Override
    public Cursor scan(Family family, byte[] from) {
      return disk.scan(family, from);
    }

    @Override
    public long sizeBytes() {
      return disk.sizeBytes();
    }

    @Override
    public void close() {
      disk.close();
    }
  }
}
