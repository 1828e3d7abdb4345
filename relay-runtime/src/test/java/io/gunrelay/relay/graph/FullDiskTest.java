package io.gunrelay.relay.graph;

import static io.gunrelay.relay.graph.TestGraph.await;
import static io.gunrelay.relay.graph.TestGraph.delta;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.SmallDisk;
import io.gunrelay.relay.store.StoreException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small disk of its own, which only root may mount. */
class FullDiskTest {
  @TempDir Path folder;

  @Test
  void aFullDiskRefusesPutsServesReadsAndRecoversByItself() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder, 10)) {
      fillAndFree(disk, disk.path().resolve("data"));
    }
  }

  private static void fillAndFree(SmallDisk disk, Path data) throws IOException {
    Path ballast = disk.path().resolve("ballast");
    Files.write(ballast, new byte[9 << 20]);
    Random random = new Random(1);
    int stored = 0;
    try (TestGraph graph = new TestGraph(data)) {
      var client = graph.new Listener();
      @Nullable String refusal = null;
      while (refusal == null) {
        refusal = await(graph.put(client, delta("s" + stored, "k", 1, value(random))));
        stored += refusal == null ? 1 : 0;
      }
      assertThat(refusal).contains("full");
      assertThat(graph.engine.storeTrouble())
          .hasValueSatisfying(trouble -> assertThat(trouble.problem()).isEqualTo(Problem.FULL));
      assertThat(client.get("s0").text()).startsWith("s0.k=");
      assertThat(client.get("never").text()).isEqualTo("not found");

      Files.delete(ballast);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (await(graph.put(client, delta("after", "k", 1, "1"))) != null) {
        assertThat(System.nanoTime()).as("recovers in time").isLessThan(deadline);
      }
      assertThat(graph.engine.storeTrouble()).isEmpty();
    }
    try (TestGraph graph = new TestGraph(data)) {
      for (int i = 0; i < stored; i++) {
        assertThat(graph.new Listener().get("s" + i).text()).startsWith("s" + i + ".k=");
      }
      assertThat(graph.new Listener().get("after").text()).isEqualTo("after.k=1@1");
    }
  }

  /** Nothing that compresses. */
  private static String value(Random random) {
    byte[] bytes = new byte[1_000];
    random.nextBytes(bytes);
    return '"' + HexFormat.of().formatHex(bytes) + '"';
  }
}
