package io.gunrelay.relay.files;

import static io.gunrelay.relay.files.Graphs.delta;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Ham;
import io.gunrelay.relay.store.StoreSurvey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store exports, another one imports. */
class RoundTripTest {
  @TempDir Path folder;

  @Property(tries = 25)
  void aGraphComesBackAsItWasByteForByte(@ForAll("graphs") List<Delta> deltas) throws Exception {
    Path home = Files.createTempDirectory("round-trip");
    try {
      Graphs.merge(home.resolve("first"), deltas);
      byte[] exported = Graphs.export(home.resolve("first"));

      Graphs.merge(home.resolve("second"), Graphs.json(exported));

      assertThat(Graphs.contents(home.resolve("second"))).isEqualTo(winners(deltas));
      assertThat(Graphs.export(home.resolve("second"))).isEqualTo(exported);
    } finally {
      delete(home);
    }
  }

  @Test
  void whatIsExportedIsJsonWithAMemberForEachSoul() throws Exception {
    Graphs.merge(
        folder, List.of(delta("b", "k", 2.001, "\"v\""), delta("a", "k", 1, "{\"#\":\"b\"}")));
    JsonNode graph = new ObjectMapper().readTree(Graphs.export(folder));
    assertThat(graph)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"a":{"_":{"#":"a",">":{"k":1}},"k":{"#":"b"}},
                     "b":{"_":{"#":"b",">":{"k":2.001}},"k":"v"}}
                    """));
    assertThat(new String(Graphs.export(folder), StandardCharsets.UTF_8)).startsWith("{\n\"a\":{");
  }

  @Test
  void anEmptyStoreIsAnEmptyGraph() throws Exception {
    Graphs.merge(folder, List.of());
    assertThat(new ObjectMapper().readTree(Graphs.export(folder))).isEmpty();
  }

  @Test
  void whatIsImportedAgainChangesNothing() throws Exception {
    Path data = folder.resolve("data");
    List<Delta> deltas =
        IntStream.range(0, 2_000)
            .mapToObj(i -> delta("soul" + i / 10, "k" + i % 10, 1 + i, "\"value " + i + "\""))
            .toList();
    assertThat(Graphs.merge(data, deltas)).isPositive();
    byte[] exported = Graphs.export(data);
    StoreSurvey before = Graphs.survey(data);

    assertThat(Graphs.merge(data, Graphs.json(exported))).isZero();

    StoreSurvey after = Graphs.survey(data);
    assertThat(after.vector()).isEqualTo(before.vector());
    assertThat(after.values()).isEqualTo(before.values());
    assertThat(Graphs.export(data)).isEqualTo(exported);
  }

  @Test
  void newerValuesStayWhatTheyAre() throws Exception {
    Graphs.merge(folder, List.of(delta("s", "new", 5, "1"), delta("s", "old", 5, "1")));
    Graphs.merge(
        folder,
        Graphs.json(
            "{\"s\":{\"new\":2,\"old\":2,\"_\":{\"#\":\"s\",\">\":{\"new\":4,\"old\":6}}}}"));
    assertThat(Graphs.contents(folder))
        .containsEntry(List.of("s", "new"), List.of("1", 5.0))
        .containsEntry(List.of("s", "old"), List.of("2", 6.0));
  }

  @Test
  void putsFromTheFutureAreKeptAndExportedApart() throws Exception {
    double later = Graphs.NOW + 3_600_000;
    Path first = folder.resolve("first");
    Graphs.merge(
        first,
        List.of(
            delta("s", "k", 1, "1"),
            delta("s", "k", later, "2"),
            delta("s", "k", later + 1, "\"x\"")));
    assertThat(Graphs.survey(first).keys()).isEqualTo(1);
    assertThat(Graphs.survey(first).deferred()).isEqualTo(2);

    Path second = folder.resolve("second");
    Graphs.merge(second, Graphs.json(Graphs.export(first)));
    Graphs.merge(second, Graphs.json(Graphs.exportDeferred(first)));
    Graphs.merge(second, Graphs.json(Graphs.exportDeferred(first)));

    assertThat(Graphs.survey(second).deferred()).isEqualTo(2);
    assertThat(Graphs.exportDeferred(second)).isEqualTo(Graphs.exportDeferred(first));
  }

  @Test
  void aLargeNodeIsWrittenAndReadPieceByPiece() throws Exception {
    Path first = folder.resolve("first");
    List<Delta> deltas =
        IntStream.range(0, 30_000)
            .mapToObj(i -> delta("s", "key" + i, i, "\"" + i + "\""))
            .toList();
    Graphs.merge(first, deltas);
    Graphs.merge(folder.resolve("second"), Graphs.json(Graphs.export(first)));
    assertThat(Graphs.contents(folder.resolve("second"))).isEqualTo(winners(deltas));
  }

  @Provide
  Arbitrary<List<Delta>> graphs() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of(
                ".",
                "_.",
                "#",
                ">",
                "\"",
                "\\",
                "__proto__",
                "constructor",
                "~pub.key",
                "a\u001bb",
                "\u0000",
                "\u0001",
                "\ud83d\ude00",
                "\ud800",
                "\udc00",
                "\u2028",
                "ä",
                "1",
                "10"),
            Arbitraries.strings().ofMinLength(1).ofMaxLength(6));
    Arbitrary<String> keys = Arbitraries.oneOf(names, Arbitraries.just(""));
    Arbitrary<String> values =
        Arbitraries.of(
            "null",
            "true",
            "false",
            "0",
            "1.0",
            "1",
            "-0",
            "1e3",
            "1E+3",
            "0.10",
            "123456789012345678901",
            "\"\"",
            "\"text\"",
            "\"\\u0041\"",
            "\"A\"",
            "\"\\ud800\"",
            "\"\\\"}{\\\\\"",
            "\"ä😀\u2028\"",
            "{\"#\":\"soul\"}",
            "{ \"#\" : \"\\u0041\" }");
    Arbitrary<Double> states =
        Arbitraries.oneOf(
            Arbitraries.of(0.0, -1.0, 1_700_000_000_000.25, Double.MIN_VALUE, -1e300, 1.0, 2.0),
            Arbitraries.doubles().between(-1e12, 1e12));
    return Combinators.combine(names, keys, states, values)
        .as((soul, key, state, value) -> delta(soul, key, state + 0.0, value))
        .filter(delta -> !delta.key().equals("_"))
        .list()
        .ofMaxSize(60);
  }

  private static Map<List<String>, List<Object>> winners(List<Delta> deltas) {
    Map<List<String>, List<Object>> winners = new TreeMap<>(Comparator.comparing(List::toString));
    for (Delta delta : deltas) {
      winners.merge(
          List.of(delta.soul(), delta.key()),
          List.of(delta.value().text(), delta.state()),
          (a, b) ->
              Ham.compare(
                          (Double) a.get(1),
                          Bytes.utf8((String) a.get(0)),
                          (Double) b.get(1),
                          Bytes.utf8((String) b.get(0)))
                      > 0
                  ? a
                  : b);
    }
    return winners;
  }

  private static void delete(Path home) throws Exception {
    try (Stream<Path> all = Files.walk(home)) {
      List<Path> deepestFirst = new ArrayList<>(all.toList()).reversed();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
