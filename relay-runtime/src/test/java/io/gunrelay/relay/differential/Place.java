package io.gunrelay.relay.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an exchange is about, and no other exchange: it is read back, and another client is
 * subscribed to it.
 *
 * @param tried what is tried there, for reports and explanations
 * @param key empty: all keys of the soul
 */
record Place(String tried, String soul, String key) {
  /** Writes the question for it. */
  void ask(ObjectNode get) {
    get.put("#", soul);
    if (!key.isEmpty()) {
      get.put(".", key);
    }
  }

  /** Whether a key, named as in an {@link Observation}, belongs to it. */
  boolean holds(String name) {
    return key.isEmpty() ? name.startsWith(soul + " . ") : name.equals(soul + " . " + key);
  }
}
