package io.gunrelay.kubectl.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** An object as people read it: without what the API server adds, and without secrets. */
final class ObjectText {

  private static final List<String> ADDED_BY_THE_SERVER =
      List.of(
          "managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink");

  /** So much of a digest tells contents apart, and nothing about them. */
  private static final int DIGITS = 8;

  private final ObjectMapper yaml =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR));

  private final byte[] salt;

  /**
   * @param salt of chance, so that a digest says nothing about a value that can be guessed
   */
  ObjectText(byte[] salt) {
    this.salt = salt.clone();
  }

  /** The same object without what is of no interest. */
  JsonNode bare(JsonNode object) {
    if (!(object instanceof ObjectNode node)) {
      return object;
    }
    ObjectNode bare = node.deepCopy();
    bare.remove("status");
    if (bare.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(ADDED_BY_THE_SERVER);
    }
    if ("Secret".equals(bare.path("kind").asText())) {
      hide(bare, "data");
      hide(bare, "stringData");
    }
    return bare;
  }

  private void hide(ObjectNode secret, String member) {
    if (secret.get(member) instanceof ObjectNode values) {
      var names = new ArrayList<String>();
      values.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name -> values.put(name, "(not shown, %s)".formatted(mark(values.path(name).asText()))));
    }
  }

  private String mark(String value) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return HexFormat.of()
          .formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)))
          .substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Its lines; none of nothing. */
  List<String> lines(JsonNode object) {
    if (object.isMissingNode()) {
      return List.of();
    }
    try {
      return yaml.writeValueAsString(object).lines().toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read can be written", e);
    }
  }
}
