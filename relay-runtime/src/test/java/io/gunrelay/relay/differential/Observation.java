package io.gunrelay.relay.differential;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.relay.bytes.JsNumber;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a relay made of an exchange, without what differs from run to run.
 *
 * @param answers by id: {@code nothing}, or all of {@code ok}, {@code error}, {@code not found} and
 *     {@code found} that came
 * @param found by id, soul and key: what was found
 * @param stored what a newcomer reads afterwards, by soul and key
 * @param relayed what a subscriber was told, by soul and key; of several values the newest
 * @param complaints how often it was said that a text is not JSON
 */
record Observation(
    SortedMap<String, String> answers,
    SortedMap<String, String> found,
    SortedMap<String, String> stored,
    SortedMap<String, String> relayed,
    int complaints) {

  /** What can differ, by what it is of. */
  SortedMap<String, String> in(Aspect aspect) {
    return switch (aspect) {
      case ANSWER -> answers;
      case FOUND -> found;
      case STORED -> stored;
      case RELAYED -> relayed;
      case COMPLAINTS -> new TreeMap<>(Map.of("", String.valueOf(complaints)));
    };
  }

  /** Adds the graph of a message: soul and key, and then value and state. */
  static void add(JsonNode put, Map<String, String> to) {
    put.properties()
        .forEach(node -> {
          JsonNode states = node.getValue().path("_").path(">");
          node.getValue()
              .properties()
              .forEach(property -> {
                String key = property.getKey();
                double state = states.path(key).asDouble(Double.NEGATIVE_INFINITY);
                if (!key.equals("_") && Double.isFinite(state)) {
                  String name = node.getKey() + " . " + key;
                  if (!to.containsKey(name) || state(to.get(name)) <= state) {
                    to.put(name, JsNumber.text(state) + " " + text(property.getValue()));
                  }
                }
              });
        });
  }

  /** Sums up what was heard in reply to each of the ids. */
  static Observation of(
      Exchange exchange,
      List<JsonNode> heard,
      Map<String, String> read,
      Map<String, String> relayed,
      int complaints) {
    SortedMap<String, String> answers = new TreeMap<>();
    SortedMap<String, String> found = new TreeMap<>();
    for (String id : exchange.ids()) {
      TreeSet<String> kinds = new TreeSet<>();
      SortedMap<String, String> graph = new TreeMap<>();
      for (JsonNode message : heard) {
        if (message.path("@").toString().equals(id)) {
          kinds.add(kind(message));
          add(message.path("put"), graph);
        }
      }
      graph.keySet().retainAll(about(exchange, graph).keySet());
      if (kinds.contains("found")) {
        // gun.js' relay says of memory and of disk what it finds, and does not find, in each.
        kinds.remove("not found");
      }
      answers.put(id, kinds.isEmpty() ? "nothing" : String.join("+", kinds));
      graph.forEach((name, value) -> found.put(id + " " + name, value));
    }
    return new Observation(
        answers, found, about(exchange, read), about(exchange, relayed), complaints);
  }

  private static SortedMap<String, String> about(Exchange exchange, Map<String, String> graph) {
    SortedMap<String, String> about = new TreeMap<>();
    graph.forEach((name, value) -> {
      if (exchange.isAbout(name)) {
        about.put(name, value);
      }
    });
    return about;
  }

  private static String kind(JsonNode message) {
    if (message.hasNonNull("err")) {
      return "error";
    }
    if (message.path("put").isObject()) {
      return "found";
    }
    return message.has("ok") ? "ok" : "not found";
  }

  private static String text(JsonNode value) {
    return value.isNumber() ? JsNumber.text(value.doubleValue()) : value.toString();
  }

  private static double state(String valueWithState) {
    return Double.parseDouble(valueWithState.substring(0, valueWithState.indexOf(' ')));
  }
}
