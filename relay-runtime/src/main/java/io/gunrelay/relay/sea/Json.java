package io.gunrelay.relay.sea;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** JSON that stands as text inside of values, read as strictly as {@code JSON.parse} reads it. */
final class Json {
  private static final String MARK = "SEA{";
  private static final int MAX_DEPTH = 32;

  /** Keeps no table of names: strangers choose them. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Reads a text; a missing node when it is not JSON, or nested deeper than is read. */
  static JsonNode parse(String text) {
    if (text.isEmpty()) {
      return MissingNode.getInstance();
    }
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** Reads a text that may be marked as SEA's, as {@code SEA{"ct":…}}. */
  static JsonNode parseMarked(String text) {
    return parse(isMarked(text) ? text.substring(MARK.length() - 1) : text);
  }

  static boolean isMarked(String text) {
    return text.startsWith(MARK);
  }

  /** Whether JavaScript takes the value for true. */
  static boolean truthy(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING, NULL -> false;
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> node.doubleValue() != 0;
      case STRING -> !node.textValue().isEmpty();
      default -> true;
    };
  }
}
