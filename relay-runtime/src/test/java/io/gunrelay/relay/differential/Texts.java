package io.gunrelay.relay.differential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/** Pieces of messages as JSON text. */
final class Texts {
  static final String STATE = "1700000000000.001";

  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Texts() {}

  static String quoted(String text) {
    try {
      return Ear.JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether clients, whose parser is strict, take the text for JSON. */
  static boolean isJson(String text) {
    return !json(text).isMissingNode();
  }

  /** What the text says; a missing node when it is not JSON. */
  static JsonNode json(String text) {
    try {
      return STRICT.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  static String any(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  /** A value that GUN knows. */
  static String value(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> any(random, "null", "true", "false");
      case 1 -> String.valueOf(random.nextInt(2_000) - 1_000);
      case 2 ->
          any(random, "0", "-0", "1e21", "1E-7", "123456789012345678901", "5e-324", "0.1", "1.50");
      case 3 -> String.valueOf(random.nextInt() / 1_000.0);
      case 4 -> "{\"#\":" + quoted("link/" + random.nextInt(9)) + "}";
      case 5 -> any(random, "\"\"", "\"\\u0041\\/\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"");
      case 6 -> quoted(any(random, "\u2028", "\u007f\u00e9", "\ud83d\ude00", "SEA", "a\"b\\c\n"));
      case 7 -> quoted("x".repeat(random.nextInt(300)));
      default -> quoted("value " + random.nextInt(1_000));
    };
  }

  /** A name of a property. */
  static String key(Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> any(random, "10", "9", "01", " ", "#", ">", ":", ".", "a.b");
      case 2 -> any(random, "\u00e9", "\u2028", "\ud83d\ude00", "\uff5e", "\u007f");
      default -> "key" + random.nextInt(12);
    };
  }

  /** A state that has come. */
  static String state(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> any(random, "0", "1", "-5", "1e12", "0.25", "1700000000000.0010");
      case 1 -> String.valueOf(1_600_000_000_000L + random.nextInt());
      default -> "16" + (10 + random.nextInt(89)) + "000000000." + (1 + random.nextInt(998));
    };
  }

  /** A node: {@code "soul":{"_":{…},…}}. */
  static String node(String soul, Map<String, String> values, Map<String, String> states) {
    StringJoiner text = new StringJoiner(",", quoted(soul) + ":{", "}");
    StringJoiner meta = new StringJoiner(",");
    states.forEach((key, state) -> meta.add(quoted(key) + ":" + state));
    text.add("\"_\":{\"#\":" + quoted(soul) + ",\">\":{" + meta + "}}");
    values.forEach((key, value) -> text.add(quoted(key) + ":" + value));
    return text.toString();
  }

  static String node(String soul, String key, String value, String state) {
    return node(soul, Map.of(key, value), Map.of(key, state));
  }

  static String put(String id, String... nodes) {
    return "{\"#\":" + id + ",\"put\":{" + String.join(",", nodes) + "}}";
  }

  static String get(String id, String get) {
    return "{\"#\":" + id + ",\"get\":" + get + "}";
  }

  static String batch(List<String> messages) {
    return "[" + String.join(",", messages) + "]";
  }

  static String batchOfTexts(List<String> messages) {
    List<String> texts = new ArrayList<>();
    messages.forEach(message -> texts.add(quoted(message)));
    return batch(texts);
  }
}
