package io.gunrelay.relay.sea;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.relay.wire.JsonText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The order of an object's names in the text that a signature is over. */
enum NameOrder {
  /** As {@code JSON.stringify(JSON.parse(text))} has them: array indices first, by number. */
  RECEIVED {
    @Override
    void arrange(List<String> names) {
      List<String> indices = new ArrayList<>(0);
      for (String name : names) {
        if (isIndex(name)) {
          indices.add(name);
        }
      }
      if (!indices.isEmpty()) {
        names.removeAll(indices);
        indices.sort((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)));
        names.addAll(0, indices);
      }
    }
  },
  /** By UTF-16 units, as gun.js writes them under Node. */
  SORTED {
    @Override
    void arrange(List<String> names) {
      names.sort(null);
    }
  };

  private static final long LARGEST_INDEX = 4_294_967_294L;
  private static final int LONGEST_INDEX = 10;

  abstract void arrange(List<String> names);

  /** Appends a value as {@code JSON.stringify} prints it. */
  void write(JsonText text, JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> object(text, value);
      case ARRAY -> array(text, value);
      case STRING -> text.string(value.textValue());
      case NUMBER -> number(text, value.doubleValue());
      case BOOLEAN -> text.raw(value.booleanValue() ? "true" : "false");
      default -> text.raw("null");
    }
  }

  private void object(JsonText text, JsonNode value) {
    List<String> names = new ArrayList<>(value.size());
    value.fieldNames().forEachRemaining(names::add);
    arrange(names);
    text.raw('{');
    boolean first = true;
    for (String name : names) {
      if (!first) {
        text.raw(',');
      }
      first = false;
      text.string(name).raw(':');
      write(text, value.get(name));
    }
    text.raw('}');
  }

  private void array(JsonText text, JsonNode value) {
    text.raw('[');
    for (Iterator<JsonNode> elements = value.elements(); elements.hasNext(); ) {
      write(text, elements.next());
      if (elements.hasNext()) {
        text.raw(',');
      }
    }
    text.raw(']');
  }

  private static void number(JsonText text, double number) {
    if (Double.isFinite(number)) {
      text.number(number);
    } else {
      text.raw("null");
    }
  }

  private static boolean isIndex(String name) {
    int length = name.length();
    if (length == 0 || length > LONGEST_INDEX || (name.charAt(0) == '0' && length > 1)) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return Long.parseLong(name) <= LARGEST_INDEX;
  }
}
