package io.gunrelay.relay.graph;

import static io.gunrelay.relay.graph.TestGraph.await;
import static io.gunrelay.relay.graph.TestGraph.delta;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.TextRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {
  private static final List<String> NAMES =
      List.of("a", "ab", "b", "b\0", "ba", "\u007f", "\uff5e", "\ud83d\ude00", "\ud83d", "\uffffz");
  private static final GraphSettings SMALL_CACHE = new GraphSettings(64 << 10, 1 << 24, 10, 2);

  private record Name(String soul, String key) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      return Comparator.comparing(Name::soul).thenComparing(Name::key).compare(this, other);
    }
  }

  @TempDir Path folder;

  @Test
  void aRangeIsAnsweredInTheOrderOfJavaScript() {
    TreeSet<Name> names = new TreeSet<>();
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      NAMES.forEach(soul ->
          NAMES.forEach(key -> {
            names.add(new Name(soul, key));
            await(graph.put(client, delta(soul, key, 1, "1")));
          }));
    }
    Random random = new Random(20_260_102);
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      for (int i = 0; i < 300; i++) {
        TextRange souls = range(random);
        TextRange keys = range(random);
        boolean reverse = random.nextBoolean();
        List<String> expected =
            (reverse ? names.descendingSet() : names)
                .stream()
                    .filter(name -> souls.contains(name.soul()) && keys.contains(name.key()))
                    .map(name -> name.soul() + "." + name.key())
                    .toList();
        RangeQuery query = new RangeQuery(souls, keys, reverse, RangeQuery.UNLIMITED);
        assertThat(client.get(query).names()).as(query.toString()).isEqualTo(expected);
      }
    }
  }

  @Test
  void theBudgetEndsTheAnswerWithTheValueThatReachesIt() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      await(
          graph.put(
              client,
              delta("s", "a", 1, "\"five!\""),
              delta("s", "b", 1, "null"),
              delta("s", "c", 1, "\"\\ud83d\\ude00\u00e9\\n\""),
              delta("s", "d", 1, "\"\""),
              delta("t", "a", 1, "1")));
      TextRange both = TextRange.atLeast("s");
      assertThat(client.get(budget(both, false, 5)).names()).containsExactly("s.a");
      assertThat(client.get(budget(both, false, 6)).names()).containsExactly("s.a", "s.b");
      assertThat(client.get(budget(both, false, 18)).names()).containsExactly("s.a", "s.b", "s.c");
      assertThat(client.get(budget(both, false, 19)).names()).hasSize(4);
      assertThat(client.get(budget(both, true, 10)).names()).containsExactly("t.a", "s.d");
      assertThat(client.get(budget(TextRange.of("s"), true, 10)).names())
          .containsExactly("s.d", "s.c");
      assertThat(client.get(budget(TextRange.of("s"), false, 1)).names()).containsExactly("s.a");
    }
  }

  @Test
  void whatIsNotThereIsNotFound() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      await(graph.put(client, delta("s", "a", 1, "1")));
      assertThat(client.get(souls(TextRange.startingWith("x"))).text()).isEqualTo("not found");
      assertThat(client.get(keys("s", TextRange.startingWith("x"))).text()).isEqualTo("not found");
      assertThat(client.get(keys("none", TextRange.ALL)).text()).isEqualTo("not found");
      assertThat(client.get(souls(TextRange.atLeast("b").and(TextRange.atMost("a")))).text())
          .isEqualTo("not found");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRangeThatIsLargerThanMemoryIsStreamedWhole(boolean reverse) {
    try (TestGraph graph = new TestGraph(folder, SMALL_CACHE)) {
      var client = graph.new Listener();
      List<CompletableFuture<@Nullable String>> puts = new ArrayList<>();
      for (int i = 0; i < 6_000; i++) {
        puts.add(graph.put(client, delta("soul%04d".formatted(i / 3), "k" + i % 3, 1, "\"v\"")));
        puts.add(graph.put(client, delta("soul", "k%04d".formatted(i), 1, "\"v\"")));
      }
      puts.forEach(put -> assertThat(await(put)).isNull());

      RangeQuery all =
          new RangeQuery(
              TextRange.startingWith("soul"), TextRange.ALL, reverse, RangeQuery.UNLIMITED);
      var delivery = client.get(all);
      assertThat(delivery.names())
          .hasSize(12_000)
          .doesNotHaveDuplicates()
          .isSortedAccordingTo(reverse ? Comparator.reverseOrder() : Comparator.naturalOrder());
      assertThat(delivery.chunks).hasSizeGreaterThan(10);

      RangeQuery oneOfEach =
          new RangeQuery(
              TextRange.startingWith("soul"), TextRange.of("k1"), reverse, RangeQuery.UNLIMITED);
      assertThat(client.get(oneOfEach).names()).hasSize(2_000);
      RangeQuery some =
          new RangeQuery(
              TextRange.of("soul"), TextRange.atLeast("k4000"), reverse, RangeQuery.UNLIMITED);
      assertThat(client.get(some).names()).hasSize(2_000);
    }
  }

  /** A client that asks while others write misses nothing: it is in the answer or comes later. */
  @Test
  void nothingIsMissedBetweenTheAnswerAndTheUpdates() {
    try (TestGraph graph = new TestGraph(folder, SMALL_CACHE)) {
      var writer = graph.new Listener();
      List<CompletableFuture<@Nullable String>> puts = new ArrayList<>();
      List<TestGraph.Listener> clients = new ArrayList<>();
      List<TestGraph.Delivery> answers = new ArrayList<>();
      for (int i = 0; i < 4_000; i++) {
        puts.add(graph.put(writer, delta("soul" + i, "k", 1, "\"value\"")));
        if (i % 400 == 0) {
          var client = graph.new Listener();
          clients.add(client);
          answers.add(client.get(souls(TextRange.startingWith("soul"))));
        }
      }
      puts.forEach(put -> assertThat(await(put)).isNull());
      for (int i = 0; i < clients.size(); i++) {
        answers.get(i).text();
        TreeSet<String> seen = new TreeSet<>();
        answers.get(i).chunks.forEach(chunk -> chunk.forEach(delta -> seen.add(delta.soul())));
        clients.get(i).heard.forEach(text -> seen.add(text.substring(0, text.indexOf('.'))));
        assertThat(seen).hasSize(4_000);
      }
    }
  }

  @Test
  void whoAskedForARangeHearsOfItsSoulsOnceAndOfNoOthers() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      var writer = graph.new Listener();
      client.get(souls(TextRange.startingWith("room/"))).text();
      client.get(souls(TextRange.atLeast("room/b"))).text();
      client.get("room/c").text();
      writer.get(souls(TextRange.startingWith("room/"))).text();
      await(graph.put(writer, delta("other", "k", 1, "1")));
      await(graph.put(writer, delta("room/c", "k", 1, "1")));
      assertThat(client.hear()).isEqualTo("room/c.k=1@1");
      await(graph.put(writer, delta("room/a", "k", 1, "1")));
      assertThat(client.hear()).isEqualTo("room/a.k=1@1");
      assertThat(writer.heard).isEmpty();

      graph.engine.graph().leave(client);
      await(graph.put(writer, delta("room/c", "k", 2, "2")));
      assertThat(client.heard).isEmpty();
    }
  }

  @Test
  void whoAskedForSomeKeysOfASoulHearsOfTheSoul() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      client.get(keys("s", TextRange.startingWith("x"))).text();
      await(graph.put(graph.new Listener(), delta("s", "xy", 1, "1")));
      assertThat(client.hear()).isEqualTo("s.xy=1@1");
    }
  }

  private static TextRange range(Random random) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    return switch (random.nextInt(6)) {
      case 0 -> TextRange.ALL;
      case 1 -> TextRange.of(name);
      case 2 -> TextRange.startingWith(name);
      case 3 -> TextRange.atLeast(name);
      case 4 -> TextRange.atMost(name);
      default -> TextRange.atLeast(name).and(TextRange.atMost(NAMES.get(random.nextInt(9))));
    };
  }

  private static RangeQuery souls(TextRange souls) {
    return new RangeQuery(souls, TextRange.ALL, false, RangeQuery.UNLIMITED);
  }

  private static RangeQuery keys(String soul, TextRange keys) {
    return new RangeQuery(TextRange.of(soul), keys, false, RangeQuery.UNLIMITED);
  }

  private static RangeQuery budget(TextRange souls, boolean reverse, long budget) {
    return new RangeQuery(souls, TextRange.ALL, reverse, budget);
  }
}
