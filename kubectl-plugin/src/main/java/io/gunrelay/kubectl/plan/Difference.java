package io.gunrelay.kubectl.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gunrelay.operator.apply.Change.Verb;
import io.gunrelay.operator.decide.Ref;

/**
 * What one object is now, and what it would be.
 *
 * @param before missing where there is none
 * @param after missing where it would be deleted
 */
record Difference(Ref object, JsonNode before, JsonNode after) {

  static final JsonNode NOTHING = MissingNode.getInstance();

  Verb verb() {
    return before.isMissingNode()
        ? Verb.CREATED
        : after.isMissingNode() ? Verb.DELETED : Verb.UPDATED;
  }

  /** Whether relays are replaced by others, because of what their pods are made from. */
  boolean restartsRelays() {
    return verb() == Verb.UPDATED
        && !before.at("/spec/template").isMissingNode()
        && !before.at("/spec/template").equals(after.at("/spec/template"));
  }
}
