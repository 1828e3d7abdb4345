package io.gunrelay.relay.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gunrelay.relay.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same ties put to the real gun.js: the same value is kept, with the same text. */
class HamAgainstGunJsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAIRS = 4_000;

  private record Pair(String first, String second) {}

  @TempDir Path folder;

  @Test
  void tiesAreDecidedAsGunJsDecidesThem() throws IOException, InterruptedException {
    Optional<Path> gun = gunJs();
    if (System.getenv("GUNRELAY_REQUIRE_ALL") == null) {
      assumeTrue(gun.isPresent(), "gun.js is not installed: run 'make node-modules'");
    }
    List<Pair> pairs = pairs(new Random(20_260_101));
    JsonNode kept = ask(gun.orElseThrow(), pairs);
    for (int i = 0; i < pairs.size(); i++) {
      Bytes first = Bytes.utf8(pairs.get(i).first());
      Bytes second = Bytes.utf8(pairs.get(i).second());
      Bytes winner = Ham.compare(1, first, 1, second) >= 0 ? first : second;
      assertThat(StringifiedValue.of(winner))
          .as("of %s and %s", first, second)
          .isEqualTo(kept.get(i).textValue());
    }
  }

  private static List<Pair> pairs(Random random) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      pairs.add(new Pair(value(random), value(random)));
    }
    return pairs;
  }

  private static String value(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> any(random, "null", "true", "false");
      case 1 -> String.valueOf(random.nextInt(200) - 100);
      case 2 -> number(Double.longBitsToDouble(random.nextLong()));
      case 3 -> number(random.nextInt(1_000_000) / 1000.0);
      case 4 -> any(random, "1.0", "1e0", "-0", "0.10", "1E21", "123456789012345678901", "5e-324");
      // A link to the empty soul is none.
      case 5 -> "{\"#\":\"s" + text(random).substring(1) + "}";
      case 6 ->
          any(random, "1e-7", "0.000001", "9007199254740993", "4.35", "1.7976931348623157e308");
      default -> text(random);
    };
  }

  private static String number(double number) {
    return Double.isFinite(number) ? String.valueOf(number) : "0";
  }

  /** JSON text of a string, with escapes that need not be and pairs that are none. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder("\"");
    for (int length = random.nextInt(4); length > 0; length--) {
      switch (random.nextInt(8)) {
        case 0 ->
            text.append(any(random, "\\n", "\\/", "\\\"", "\\\\", "\\b", "\\f", "\\r", "\\t"));
        case 1 -> text.append("\\u%04x".formatted(random.nextInt(0x10000)));
        case 2 -> text.append(any(random, "\\ud83d\\ude00", "\\ud800", "\\udc00", "\\u001F"));
        case 3 -> text.append(any(random, "\u00e9", "\u2028", "\uFFFD", "\uD83D\uDE00", "\u007f"));
        default -> text.append(any(random, "a", "b", "A", "0", "9", "]", "~", " "));
      }
    }
    return text.append('"').toString();
  }

  private static String any(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private JsonNode ask(Path gun, List<Pair> pairs) throws IOException, InterruptedException {
    Path script = folder.resolve("ham.cjs");
    try (InputStream source = HamAgainstGunJsTest.class.getResourceAsStream("ham.cjs")) {
      Files.copy(source, script);
    }
    ArrayNode question = JSON.createArrayNode();
    for (Pair pair : pairs) {
      question.add(JSON.createArrayNode().add(pair.first()).add(pair.second()));
    }
    Process node =
        new ProcessBuilder("node", script.toString(), gun.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream in = node.getOutputStream()) {
      in.write(JSON.writeValueAsString(question).getBytes(StandardCharsets.UTF_8));
    }
    JsonNode answer = JSON.readTree(node.getInputStream());
    assertThat(node.waitFor()).isZero();
    return answer;
  }

  private static Optional<Path> gunJs() {
    return Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
        .map(above -> above.resolve("e2e/gunjs/node_modules/gun"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
