package io.gunrelay.relay.graph;

import static io.gunrelay.relay.graph.TestGraph.await;
import static io.gunrelay.relay.graph.TestGraph.delta;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphTest {
  @TempDir Path folder;

  @Test
  void whatIsPutIsFound() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      assertThat(await(graph.put(client, delta("a", "x", 5, "1"), delta("a", "y", 6, "\"two\""))))
          .isNull();
      assertThat(client.get("a").text()).isEqualTo("a.x=1@5,a.y=\"two\"@6");
      assertThat(client.get("a", "y").text()).isEqualTo("a.y=\"two\"@6");
    }
  }

  @Test
  void whatIsNotThereIsNotFound() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      assertThat(client.get("nothing").text()).isEqualTo("not found");
      assertThat(client.get("nothing", "x").text()).isEqualTo("not found");
      await(graph.put(client, delta("a", "x", 5, "1")));
      assertThat(client.get("a", "y").text()).isEqualTo("not found");
    }
  }

  @Test
  void whatWasAcknowledgedIsThereAfterARestart() {
    try (TestGraph graph = new TestGraph(folder)) {
      await(graph.put(graph.new Listener(), delta("a", "x", 5, "1"), delta("b", "", 6, "null")));
    }
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      assertThat(client.get("a").text()).isEqualTo("a.x=1@5");
      assertThat(client.get("b", "").text()).isEqualTo("b.=null@6");
    }
  }

  @Test
  void anOlderOrEqualPutIsAcknowledgedAndChangesNothing() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      await(graph.put(client, delta("a", "x", 5, "2")));
      assertThat(await(graph.put(client, delta("a", "x", 4, "9")))).isNull();
      assertThat(await(graph.put(client, delta("a", "x", 5, "2")))).isNull();
      assertThat(await(graph.put(client, delta("a", "x", 5, "1")))).isNull();
      assertThat(client.get("a").text()).isEqualTo("a.x=2@5");
    }
  }

  @Test
  void hamDecidesAgainstWhatOnlyTheDiskKnows() {
    try (TestGraph graph = new TestGraph(folder)) {
      await(graph.put(graph.new Listener(), delta("a", "x", 5, "2")));
    }
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      await(graph.put(client, delta("a", "x", 4, "9"), delta("a", "y", 1, "1")));
      assertThat(client.get("a").text()).isEqualTo("a.x=2@5,a.y=1@1");
    }
  }

  @Test
  void subscribersHearOfWhatTheyAskedForAndTheSourceDoesNot() {
    try (TestGraph graph = new TestGraph(folder)) {
      var source = graph.new Listener();
      var ofNode = graph.new Listener();
      var ofKey = graph.new Listener();
      source.get("a").text();
      ofNode.get("a").text();
      ofKey.get("a", "y").text();
      await(graph.put(source, delta("a", "x", 5, "1"), delta("a", "y", 5, "2")));
      await(graph.put(source, delta("a", "x", 4, "0")));
      await(graph.put(source, delta("a", "x", 6, "3")));
      assertThat(ofNode.hear()).isEqualTo("a.x=1@5,a.y=2@5");
      assertThat(ofNode.hear()).isEqualTo("a.x=3@6");
      assertThat(ofKey.hear()).isEqualTo("a.y=2@5");
      assertThat(ofKey.heard).isEmpty();
      assertThat(source.heard).isEmpty();
      assertThat(graph.engine.figures().subscriptions()).isEqualTo(3);
    }
  }

  @Test
  void whatWasPutBeforeIsAnsweredAndNotToldAsWell() {
    try (TestGraph graph = new TestGraph(folder)) {
      var source = graph.new Listener();
      for (int i = 0; i < 100; i++) {
        var early = graph.new Listener();
        var gone = graph.new Listener();
        String soul = "s" + i;
        // None of it waits for the disk, which has to be read for each soul.
        var put = graph.put(source, delta(soul, "x", 1, "1"));
        var answer = early.get(soul, "x");
        gone.get(soul, "x");
        graph.engine.graph().leave(gone);
        var later = graph.put(source, delta(soul, "x", 2, "2"));
        assertThat(answer.text()).isEqualTo(soul + ".x=1@1");
        await(put);
        await(later);
        assertThat(early.hear()).isEqualTo(soul + ".x=2@2");
        assertThat(early.heard).isEmpty();
        assertThat(gone.heard).isEmpty();
      }
      assertThat(graph.engine.figures().subscriptions()).isEqualTo(100);
    }
  }

  @Test
  void askingTwiceSubscribesOnce() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      client.get("a").text();
      client.get("a").text();
      client.get("a", "x").text();
      await(graph.put(graph.new Listener(), delta("a", "x", 5, "1")));
      assertThat(client.hear()).isEqualTo("a.x=1@5");
      assertThat(client.heard).isEmpty();
      assertThat(graph.engine.figures().subscriptions()).isEqualTo(1);
    }
  }

  @Test
  void whoHasLeftHearsNothing() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      var stays = graph.new Listener();
      client.get("a").text();
      client.get("a", "x").text();
      stays.get("a").text();
      graph.engine.graph().leave(client);
      await(graph.put(graph.new Listener(), delta("a", "x", 5, "1")));
      assertThat(stays.hear()).isEqualTo("a.x=1@5");
      assertThat(client.heard).isEmpty();
      assertThat(graph.engine.figures().subscriptions()).isEqualTo(1);
    }
  }

  @Test
  void aPutOfManySoulsIsOne() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      List<Delta> deltas = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        deltas.add(delta("soul" + i, "x", i, String.valueOf(i)));
      }
      assertThat(await(graph.put(client, deltas.toArray(Delta[]::new)))).isNull();
      for (int i = 0; i < 100; i++) {
        assertThat(client.get("soul" + i).text()).isEqualTo("soul%d.x=%d@%d".formatted(i, i, i));
      }
    }
  }

  @Test
  void moreSoulsThanTheCacheHoldsAreAllKept() {
    try (TestGraph graph = new TestGraph(folder, new GraphSettings(64 << 10, 1 << 20, 10, 2))) {
      var client = graph.new Listener();
      List<CompletableFuture<@Nullable String>> puts = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 2_000; i++) {
          puts.add(graph.put(client, delta("soul" + i, "k" + round, round, "\"value\"")));
          puts.add(graph.put(client, delta("soul" + i, "same", round, String.valueOf(round))));
        }
        puts.forEach(put -> assertThat(await(put)).isNull());
        puts.clear();
      }
      for (int i = 0; i < 2_000; i += 7) {
        String soul = "soul" + i;
        assertThat(client.get(soul).text())
            .isEqualTo(
                "%s.k0=\"value\"@0,%s.k1=\"value\"@1,%s.k2=\"value\"@2,%s.same=2@2"
                    .formatted(soul, soul, soul, soul));
      }
      assertThat(graph.engine.figures().cacheBytes()).isLessThan(128 << 10);
    }
  }

  @Test
  void aNodeThatIsTooLargeForMemoryIsStreamed() {
    try (TestGraph graph = new TestGraph(folder, new GraphSettings(64 << 10, 1 << 24, 10, 2))) {
      var client = graph.new Listener();
      List<CompletableFuture<@Nullable String>> puts = new ArrayList<>();
      for (int i = 0; i < 5_000; i++) {
        puts.add(graph.put(client, delta("large", "k" + i, 1, "\"value\"")));
      }
      puts.forEach(put -> assertThat(await(put)).isNull());
      var delivery = graph.new Listener().get("large");
      assertThat(delivery.text().split(",")).hasSize(5_000);
      assertThat(delivery.chunks).hasSizeGreaterThan(4);
    }
  }

  @Test
  void aFullInHandIsRefusedWithAReason() {
    try (TestGraph graph = new TestGraph(folder, new GraphSettings(1 << 20, 1, 10, 2))) {
      var client = graph.new Listener();
      List<CompletableFuture<@Nullable String>> puts = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        puts.add(graph.put(client, delta("a", "k" + i, 1, "1")));
      }
      List<@Nullable String> outcomes = new ArrayList<>();
      puts.forEach(put -> outcomes.add(await(put)));
      assertThat(outcomes).contains((String) null).anyMatch(s -> s != null && s.contains("later"));
      assertThat(graph.engine.figures().pendingBytes()).isZero();
    }
  }
}
