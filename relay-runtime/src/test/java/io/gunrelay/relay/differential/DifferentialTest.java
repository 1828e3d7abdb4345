package io.gunrelay.relay.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.e2e.gunjs.GunJsRelay;
import io.gunrelay.relay.GeneratedPage;
import io.gunrelay.relay.StartException;
import io.gunrelay.relay.TestRelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same generated messages through gun.js' own relay and through this one: what differs is in
 * docs/interoperability.md, or is a mistake. {@code -Ddifferential.exchanges=20000} says more,
 * {@code -Ddifferential.seed=…} something else.
 */
class DifferentialTest {
  private static final int ALL_KINDS = 1_000;
  private static final int EXCHANGES = Integer.getInteger("differential.exchanges", ALL_KINDS);
  private static final int AT_ONCE = 400;

  @TempDir Path folder;

  @Test
  void messagesFareOtherwiseOnlyWhereThePageSaysSo() throws StartException, IOException {
    compare(new WireGenerator(System.currentTimeMillis()), WireDifferences.ALL);
  }

  @Test
  void signedDataFareOtherwiseOnlyWhereThePageSaysSo() throws StartException, IOException {
    compare(new SeaGenerator(System.currentTimeMillis()), SeaDifferences.ALL);
  }

  @Test
  void thePageSaysWhatTheTestKnows() throws IOException {
    GeneratedPage page = GeneratedPage.of("interoperability.md");
    page.check("wire differences", KnownDifference.table(WireDifferences.ALL));
    page.check("sea differences", KnownDifference.table(SeaDifferences.ALL));
  }

  private void compare(Generator generator, List<KnownDifference> known)
      throws StartException, IOException {
    long seed = Long.getLong("differential.seed", 20_261_125);
    System.out.println("differential test with seed " + seed);
    Random random = new Random(seed);
    Comparison comparison = new Comparison(known);
    try (GunJsRelay reference = GunJsRelay.startWithAxe(folder.resolve("gunjs"));
        TestRelay ours = TestRelay.start(folder.resolve("ours"))) {
      int trial = 0;
      while (comparison.exchanges() < EXCHANGES) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < Math.min(AT_ONCE, EXCHANGES - comparison.exchanges()); i++) {
          exchanges.add(generator.next(random, comparison.exchanges() + i));
        }
        CompletableFuture<List<Observation>> theirs = observe(reference.port(), trial, exchanges);
        List<Observation> mine = observe(ours.port(), trial, exchanges).join();
        trial++;
        for (int i = 0; i < exchanges.size(); i++) {
          comparison.add(exchanges.get(i), theirs.join().get(i), mine.get(i));
        }
      }
    }
    System.out.println(comparison.exchanges() + " exchanges: " + comparison.explained());
    assertThat(comparison.unexplained()).as("with seed " + seed).isEmpty();
    if (EXCHANGES >= ALL_KINDS) {
      assertThat(comparison.explained().keySet())
          .as("what the page says, with seed " + seed)
          .containsExactlyInAnyOrderElementsOf(
              known.stream().map(KnownDifference::situation).toList());
    }
  }

  private static CompletableFuture<List<Observation>> observe(
      int port, int trial, List<Exchange> exchanges) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return new Trial(port, trial, exchanges).run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
