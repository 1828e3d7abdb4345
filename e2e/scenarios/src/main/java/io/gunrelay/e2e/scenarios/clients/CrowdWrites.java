package io.gunrelay.e2e.scenarios.clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import java.util.List;
import java.util.Map;

/** Checks what became of what a crowd has written. */
public final class CrowdWrites {
  private CrowdWrites() {}

  /** The souls of which something that was acknowledged is not read. */
  public static List<String> missing(GunJsClient reader, GunJsCrowd.Written written) {
    return written.acknowledged().entrySet().stream()
        .filter(member -> !isThere(reader, member.getKey(), member.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isThere(GunJsClient reader, String soul, Map<String, String> values) {
    return reader
        .ask(Map.of("#", soul))
        .join()
        .map(graph -> graph.path(soul))
        .filter(node -> holds(node, values))
        .isPresent();
  }

  private static boolean holds(JsonNode node, Map<String, String> values) {
    return values.entrySet().stream()
        .allMatch(value -> node.path(value.getKey()).asText().equals(value.getValue()));
  }
}
