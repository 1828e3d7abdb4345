package io.gunrelay.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The API server's own record of what was asked of it. */
record AuditLog(Path file) {

  /** As whom the operator works, in production and here. */
  static final String OPERATOR = "system:serviceaccount:gunrelay-system:gunrelay-operator";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");

  /**
   * One request.
   *
   * @param resource with its subresource, such as {@code deployments/scale}
   * @param status of the answer
   */
  record Request(
      String verb, String group, String resource, String namespace, String name, int status) {

    boolean isWrite() {
      return WRITES.contains(verb);
    }
  }

  /** All that the operator asked so far. */
  List<Request> ofTheOperator() {
    var requests = new ArrayList<Request>();
    try (var lines = Files.lines(file)) {
      lines.forEach(line -> {
        var event = parse(line);
        if (OPERATOR.equals(event.at("/impersonatedUser/username").asText())
            && event.has("objectRef")) {
          requests.add(request(event));
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requests;
  }

  private static Request request(JsonNode event) {
    var object = event.get("objectRef");
    var subresource = object.path("subresource").asText();
    return new Request(
        event.get("verb").asText(),
        object.path("apiGroup").asText(),
        object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(),
        object.path("name").asText(),
        event.at("/responseStatus/code").asInt());
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
