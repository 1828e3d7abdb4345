package io.gunrelay.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.work.ThreadScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However often values are replaced, and by whatever, the store takes little more than the present
 * ones need, and a fill reads little else. {@code -Dspace.keys=200000 -Dspace.cacheMiB=128}
 * measures a larger one, and prints what it sees.
 */
class SpaceTest {
  private static final int KEYS = Integer.getInteger("space.keys", 20_000);
  private static final int ROUNDS = Integer.getInteger("space.rounds", 10);
  private static final long CACHE_BYTES = Long.getLong("space.cacheMiB", 8) << 20;
  private static final int BATCH = 500;
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Half of the cache is buffers; the log is four times as large. */
  private static final long LOG_BYTES = 2 * CACHE_BYTES;

  @TempDir Path folder;
  private final ThreadScheduler thread = new ThreadScheduler("journal");
  private final Entry[] current = new Entry[KEYS];
  private final Random random = new Random(1);

  @AfterEach
  void stopThread() {
    thread.close();
  }

  @Test
  void aStoreWhoseValuesAreReplacedAgainAndAgainDoesNotGrow() throws Exception {
    Store store = open(Shrinking.USUAL);
    try {
      long most = 0;
      long mostTables = 0;
      for (int round = 0; round < ROUNDS; round++) {
        replaceAll(store, round, this::value);
        Eventually.await(
            "what is due is merged", SOON, () -> store.figures().compactionPending() == 0);
        most = Math.max(most, store.sizeBytes());
        mostTables = Math.max(mostTables, tables(store));
        say("round " + round, store);
      }
      assertThat(mostTables).isLessThan(2 * needed());
      assertThat(most).isLessThan(2 * needed() + LOG_BYTES + CACHE_BYTES / 2);
      long start = System.nanoTime();
      assertThat(fill(store)).isEqualTo(KEYS);
      say("a fill in %d ms".formatted((System.nanoTime() - start) / 1_000_000), store);
    } finally {
      close(store);
    }
  }

  /** In a store of more than one level, as a large one is. */
  @Test
  void aStoreWhoseLargeValuesBecomeNullGivesTheirSpaceBack() throws Exception {
    Store store = open(new Shrinking(2 << 20, Duration.ofSeconds(2)));
    try {
      replaceAll(store, 0, () -> large());
      say("large values", store);
      long before = tables(store);
      assertThat(before).isGreaterThan(KEYS * 500L);
      replaceAll(store, 1, () -> Bytes.utf8("null"));
      say("null", store);
      int[] round = {2};
      Eventually.await(
          "most of it is given back",
          SOON,
          () -> {
            replace(store, 0, KEYS / 20, round[0]++, () -> Bytes.utf8("null"));
            say("later", store);
            return tables(store) < before / 5;
          });
      assertThat(fill(store)).isEqualTo(KEYS);
    } finally {
      close(store);
    }
  }

  private Store open(Shrinking shrinking) {
    return Store.open(
        RocksOpening.open(new StoreSettings(folder, CACHE_BYTES, 1_000), shrinking),
        thread,
        random);
  }

  private static void close(Store store) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    store.close(closed::countDown);
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private static long tables(Store store) {
    return store.figures().tables();
  }

  private void replaceAll(Store store, int round, Supplier<Bytes> value) {
    replace(store, 0, KEYS, round, value);
  }

  private void replace(Store store, int from, int to, int round, Supplier<Bytes> value) {
    for (int first = from; first < to; first += BATCH) {
      List<Write> writes = new ArrayList<>(BATCH);
      for (int i = first; i < Math.min(to, first + BATCH); i++) {
        int at = (int) (i * 7_919L % KEYS);
        Entry entry = Entry.own("soul" + at / 10, "key" + at % 10, round, value.get());
        writes.add(new Write.Change(entry, current[at]));
        current[at] = entry;
      }
      CompletableFuture<Boolean> stored = new CompletableFuture<>();
      store
          .journal()
          .submit(
              new Transaction(
                  writes,
                  null,
                  new Transaction.Outcome() {
                    @Override
                    public void stored() {
                      stored.complete(true);
                    }

                    @Override
                    public void delayed(StoreException why) {
                      stored.completeExceptionally(why);
                    }
                  }));
      assertThat(stored.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
    }
  }

  /** Nothing that compresses well. */
  private Bytes value() {
    return Bytes.utf8(
        "\"%016x%016x%016x%016x\""
            .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
  }

  private Bytes large() {
    byte[] bytes = new byte[512];
    random.nextBytes(bytes);
    return Bytes.utf8('"' + HexFormat.of().formatHex(bytes) + '"');
  }

  private static int fill(Store store) {
    CompletableFuture<FeedScan> scan = new CompletableFuture<>();
    store.journal().visit(point -> scan.complete(point.above(VersionVector.EMPTY)));
    int found = 0;
    try (FeedScan values = scan.orTimeout(10, TimeUnit.SECONDS).join()) {
      for (List<Commit.Value> next = values.next(512, 256 << 10);
          !next.isEmpty();
          next = values.next(512, 256 << 10)) {
        found += next.size();
      }
    }
    return found;
  }

  /** What the present values need with their names, tags and rows of the feed, uncompressed. */
  private long needed() {
    return Arrays.stream(current).mapToLong(Rows::bytes).sum();
  }

  private void say(String what, Store store) {
    if (System.getProperty("space.keys") != null) {
      StoreFigures figures = store.figures();
      System.out.printf(
          "%s: needed %d, live %d, tables %d, all files %d, to compact %d%n",
          what,
          needed(),
          figures.live(),
          figures.tables(),
          store.sizeBytes(),
          figures.compactionPending());
    }
  }
}
