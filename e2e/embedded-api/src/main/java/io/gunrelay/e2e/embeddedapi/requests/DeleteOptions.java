package io.gunrelay.e2e.embeddedapi.requests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * How an object is deleted.
 *
 * @param orphan whether what it owns stays
 * @param graceSeconds the time that a pod is given, where not its own
 */
public record DeleteOptions(boolean orphan, Optional<Integer> graceSeconds) {
  static final DeleteOptions DEFAULT = new DeleteOptions(false, Optional.empty());

  /** As the body says, and where it says nothing, the query. */
  public static DeleteOptions of(JsonNode body, Map<String, String> query) {
    String policy =
        body.path("propagationPolicy").asText(query.getOrDefault("propagationPolicy", ""));
    String grace =
        body.path("gracePeriodSeconds").asText(query.getOrDefault("gracePeriodSeconds", ""));
    return new DeleteOptions(
        policy.equals("Orphan") || body.path("orphanDependents").asBoolean(),
        grace.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(grace)));
  }
}
