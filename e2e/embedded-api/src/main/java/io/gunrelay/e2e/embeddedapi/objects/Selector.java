package io.gunrelay.e2e.embeddedapi.objects;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code labelSelector} and {@code fieldSelector} of a request. */
public final class Selector {
  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALITY =
      Pattern.compile("\\s*([^!=\\s]+)\\s*(==|=|!=)\\s*(.*?)\\s*");

  private Selector() {}

  /** Reads a label selector; anything is one. */
  public static Predicate<JsonNode> labels(String text) {
    return all(split(text).stream().map(Selector::label).toList());
  }

  /**
   * Reads a field selector.
   *
   * @throws IllegalArgumentException when the text is no selector
   */
  public static Predicate<JsonNode> fields(String text) {
    return all(split(text).stream().map(Selector::field).toList());
  }

  private static Predicate<JsonNode> all(List<Predicate<JsonNode>> parts) {
    return object -> parts.stream().allMatch(part -> part.test(object));
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(",(?![^(]*\\))", -1)) {
      if (!part.isBlank()) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static Predicate<JsonNode> label(String part) {
    Matcher set = SET.matcher(part);
    if (set.matches()) {
      List<String> values = Arrays.stream(set.group(3).split(",")).map(String::strip).toList();
      boolean wanted = set.group(2).equals("in");
      return object -> values.contains(labelOf(object, set.group(1))) == wanted;
    }
    Matcher equality = EQUALITY.matcher(part);
    if (equality.matches()) {
      boolean wanted = !equality.group(2).equals("!=");
      return object -> equality.group(3).equals(labelOf(object, equality.group(1))) == wanted;
    }
    String name = part.strip();
    boolean absent = name.startsWith("!");
    String label = absent ? name.substring(1).strip() : name;
    return object -> object.path("metadata").path("labels").has(label) != absent;
  }

  /** The label's value, or a text that no label can have. */
  private static String labelOf(JsonNode object, String label) {
    return object.path("metadata").path("labels").path(label).asText("\0");
  }

  private static Predicate<JsonNode> field(String part) {
    Matcher equality = EQUALITY.matcher(part);
    if (!equality.matches()) {
      throw new IllegalArgumentException("not a field selector: " + part);
    }
    JsonPointer field = JsonPointer.compile("/" + equality.group(1).replace('.', '/'));
    boolean wanted = !equality.group(2).equals("!=");
    return object -> object.at(field).asText("").equals(equality.group(3)) == wanted;
  }
}
