package io.gunrelay.kubectl.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Lays what is wanted over what there is, where the API server may not be asked. Members that are
 * wanted take the place of those that are there; the rest stays. Entries of lists belong together
 * by their place. What the operator no longer wants is not known to be its own, and stays as well.
 */
final class Overlay {

  private Overlay() {}

  static JsonNode of(JsonNode actual, JsonNode wanted) {
    return switch (wanted) {
      case ObjectNode members when actual instanceof ObjectNode present -> {
        ObjectNode both = present.deepCopy();
        members
            .properties()
            .forEach(member ->
                both.set(member.getKey(), of(present.path(member.getKey()), member.getValue())));
        yield both;
      }
      case ArrayNode entries when actual instanceof ArrayNode present -> {
        var both = entries.arrayNode();
        for (int i = 0; i < entries.size(); i++) {
          both.add(of(present.path(i), entries.get(i)));
        }
        yield both;
      }
      default -> wanted;
    };
  }
}
