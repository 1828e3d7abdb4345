package io.gunrelay.relay.files;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsRelay;
import io.gunrelay.relay.transport.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The files of gun.js' radisk, of today and of before 2020, as gun.js writes them. */
@Timeout(value = 120, unit = SECONDS)
class RadiskTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int SOULS = 300;

  @TempDir Path folder;

  @Test
  void allThatGunJsRelayHasOnItsDiskIsImported() throws Exception {
    Path radata = folder.resolve("radata");
    Map<List<String>, JsonNode> put = new HashMap<>();
    try (GunJsRelay relay = GunJsRelay.start(radata);
        GunJsClient writer = GunJsClient.start(relay.uri())) {
      writer.awaitPeers(1, SOON);
      List<CompletableFuture<Ack>> acks = new ArrayList<>();
      for (int i = 0; i < SOULS; i++) {
        String soul = name(i);
        Map<String, Object> node = new HashMap<>();
        node.put("text", "text " + i + " äöü 😀 \"quoted\" \\ \u001f \u001b > end");
        node.put("number", i + 0.125);
        node.put("yes", i % 2 == 0);
        node.put("schlüssel/" + i, "x".repeat(i % 50 == 0 ? 10_000 : 100));
        for (Map.Entry<String, Object> entry : node.entrySet()) {
          put.put(List.of(soul, entry.getKey()), JSON.valueToTree(entry.getValue()));
        }
        put.put(List.of(soul, "nothing"), NullNode.getInstance());
        acks.add(writer.put(List.of(soul), node));
        acks.add(writer.put(List.of(soul, "nothing"), null));
      }
      put.put(List.of("root", "child"), JSON.readTree("{\"#\":\"root/child\"}"));
      put.put(List.of("root/child", "leaf"), IntNode.valueOf(1));
      acks.add(writer.put(List.of("root"), Map.of("child", Map.of("leaf", 1))));
      for (CompletableFuture<Ack> ack : acks) {
        assertThat(ack.join().ok()).isTrue();
      }
    }
    Path data = folder.resolve("data");

    Graphs.merge(data, Source.of(radata));

    Map<List<String>, JsonNode> found = new HashMap<>();
    for (Map.Entry<List<String>, List<Object>> entry : Graphs.contents(data).entrySet()) {
      found.put(entry.getKey(), JSON.readTree((String) entry.getValue().getFirst()));
    }
    assertThat(found).containsAllEntriesOf(put);
    byte[] once = Graphs.export(data);
    assertThat(Graphs.merge(data, Source.of(radata))).isZero();
    assertThat(Graphs.export(data)).isEqualTo(once);
  }

  /** gun.js does not acknowledge all that it stores while it splits a file, so none is awaited. */
  @Test
  void filesThatGunJsHasSplitAreReadTogether() throws Exception {
    Path radata = folder.resolve("radata");
    String text = "x".repeat(10_000);
    try (GunJsRelay relay = GunJsRelay.start(radata);
        GunJsClient writer = GunJsClient.start(relay.uri())) {
      writer.awaitPeers(1, SOON);
      for (int i = 0; i < SOULS; i++) {
        var _ = writer.put(List.of(name(i)), Map.of("text", i + text));
      }
      Eventually.await("there are several files", SOON, () -> files(radata).size() > 3);
    }
    Path data = folder.resolve("data");

    Graphs.merge(data, Source.of(radata));

    Map<List<String>, List<Object>> found = Graphs.contents(data);
    assertThat(found).hasSizeGreaterThan(SOULS / 2);
    for (int i = 0; i < SOULS; i++) {
      List<Object> value = found.remove(List.of(name(i), "text"));
      assertThat(value == null ? "" : value.getFirst()).isIn("", "\"" + i + text + "\"");
    }
    assertThat(found).isEmpty();
  }

  private static String name(int i) {
    return switch (i % 4) {
      case 0 -> "soul-" + i;
      case 1 -> "söul/*" + i;
      case 2 -> "😀" + i;
      default -> ". _%1C!" + i;
    };
  }

  @Test
  void filesOfBefore2020AreRead() throws Exception {
    Optional<Path> gun = gunJs();
    if (System.getenv("GUNRELAY_REQUIRE_ALL") == null) {
      assumeTrue(gun.isPresent(), "gun.js is not installed: run 'make node-modules'");
    }
    Path radata = Files.createDirectory(folder.resolve("radata"));
    List<List<Object>> put =
        List.of(
            row("soul", "text", "a > b \"quoted\" \\ \n ä", 1.5),
            row("soul", "escaped", "x\u001by\u001b\u001bz\u001f\u001f!", 2),
            row("soul", "number", -12.25, 1_700_000_000_000.25),
            row("soul", "large", 1e21, 3),
            row("soul", "yes", true, 4),
            row("soul", "no", false, 5),
            row("soul", "nothing", NullNode.getInstance(), 6),
            row("soul2", "link", Map.of("#", "soul"), 7),
            row("ander/söul", "empty", "", 8));
    encode(gun.orElseThrow(), put, radata.resolve("!"));
    Path data = folder.resolve("data");

    Graphs.merge(data, Source.of(radata));

    assertThat(Graphs.contents(data).toString())
        .isEqualTo(
            ("{[ander/söul, empty]=[\"\", 8.0],"
                + " [soul, escaped]=[\"x\\u001by\\u001b\\u001bz\\u001f\\u001f!\", 2.0],"
                + " [soul, large]=[1e+21, 3.0], [soul, no]=[false, 5.0],"
                + " [soul, nothing]=[null, 6.0], [soul, number]=[-12.25, 1.70000000000025E12],"
                + " [soul, text]=[\"a > b \\\"quoted\\\" \\\\ \\n ä\", 1.5],"
                + " [soul, yes]=[true, 4.0], [soul2, link]=[{\"#\":\"soul\"}, 7.0]}"));
  }

  private static List<Object> row(Object... of) {
    return Arrays.asList(of);
  }

  private void encode(Path gun, List<List<Object>> put, Path file) throws Exception {
    Path script = folder.resolve("rad.cjs");
    try (InputStream source = RadiskTest.class.getResourceAsStream("rad.cjs")) {
      Files.copy(source, script);
    }
    Process node =
        new ProcessBuilder("node", script.toString(), gun.toString(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream in = node.getOutputStream()) {
      in.write(JSON.writeValueAsString(put).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(node.waitFor()).isZero();
  }

  @Test
  void whatIsNoValueIsLeftOutAndCounted() throws Exception {
    Files.writeString(
        folder.resolve("!"),
        """
        {"soul\\u001b":{"k":{"":{":":1.0,">":5}},"half\\ud83d":{"\\ude00":{"":{":":"x",">":6}}},
          "stateless":{"":{":":1}},"valueless":{"":{">":1}},"list":{"":{":":[1],">":1}}},
         "no property":{"":{":":1,">":1}},"number":{"":7},"none":null}
        """);
    Files.writeString(folder.resolve("%1C"), "{\"!\":{\"\":1}}");
    Files.writeString(folder.resolve("empty"), "");
    Files.createDirectory(folder.resolve("within"));
    Counted counted = new Counted();
    Source.of(folder).read(counted);
    assertThat(counted.values()).isEqualTo(2);
    assertThat(counted.leftOut()).isEqualTo(5);

    Path data = folder.resolve("within/data");
    Graphs.merge(data, Source.of(folder));
    assertThat(Graphs.contents(data).toString())
        .isEqualTo("{[soul, half😀]=[\"x\", 6.0], [soul, k]=[1.0, 5.0]}");
  }

  @Test
  void otherFilesAreRefusedByTheirNames() throws Exception {
    assertThatThrownBy(() -> Source.of(folder).read(new Counted()))
        .hasMessageContaining("holds no files of gun.js' radisk");
    Path file = Files.writeString(folder.resolve("notes.txt"), "hello");
    assertThatThrownBy(() -> Source.of(folder).read(new Counted()))
        .hasMessage(
            file + ", at byte 0: this is no file of gun.js' radisk; take it out of the folder");
    Files.writeString(file, "{\"soul\\u001bk\":{\"\":{\":\":1,\">\"");
    assertThatThrownBy(() -> Source.of(folder).read(new Counted()))
        .hasMessage(file + ", at byte 29: the text ends too soon");
    Files.writeString(file, "\u001f+0\u001f#\u001f\"soul\u001bk\u001f:\u001f\"cut");
    assertThatThrownBy(() -> Source.of(folder).read(new Counted()))
        .hasMessageStartingWith(file + ", at character ")
        .hasMessageEndingWith("the text ends too soon");
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<Path> gunJs() {
    return Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
        .map(above -> above.resolve("e2e/gunjs/node_modules/gun"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
