package io.gunrelay.e2e.embeddedapi.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The part of {@code metadata} that is the server's. */
public final class Metadata {
  private static final List<String> SYSTEM =
      List.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields",
          "selfLink");

  private final InstantSource clock;
  private final Supplier<String> uids;

  /**
   * The server's part, by this clock.
   *
   * @param uids makes a new UUID each time
   */
  public Metadata(InstantSource clock, Supplier<String> uids) {
    this.clock = clock;
    this.uids = uids;
  }

  /** Kubernetes' timestamps know whole seconds. */
  String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A new object's name; made up and set where it has {@code generateName} only. */
  String nameOf(ObjectNode object) {
    ObjectNode metadata = object.withObject("/metadata");
    String name = metadata.path("name").asText();
    String prefix = metadata.path("generateName").asText();
    if (name.isEmpty() && prefix.isEmpty()) {
      throw new ApiException(422, "Invalid", "metadata.name: Required value");
    }
    if (name.isEmpty()) {
      name = prefix + uids.get().substring(0, 5);
      metadata.put("name", name);
    }
    return name;
  }

  void withoutSystemFields(ObjectNode object) {
    object.withObject("/metadata").remove(SYSTEM);
  }

  void withSystemFieldsOf(ObjectNode live, ObjectNode next) {
    withoutSystemFields(next);
    ObjectNode metadata = next.withObject("/metadata");
    for (String field : SYSTEM) {
      JsonNode value = live.get("metadata").get(field);
      if (value != null) {
        metadata.set(field, value);
      }
    }
  }

  void identify(Target target, ObjectNode object) {
    object.put("apiVersion", target.type().apiVersion());
    object.put("kind", target.type().kind());
    ObjectNode metadata = object.withObject("/metadata");
    metadata.put("name", target.name());
    if (target.type().namespaced()) {
      metadata.put("namespace", target.namespace());
    }
  }

  void stampNew(ObjectNode object) {
    object.withObject("/metadata").put("uid", uids.get()).put("creationTimestamp", now());
  }

  /** Refuses a write that was meant for another version of the object, or another object. */
  void checkPreconditions(Target target, ObjectNode live, JsonNode body) {
    for (String field : List.of("resourceVersion", "uid")) {
      String expected = body.path("metadata").path(field).asText("");
      if (!expected.isEmpty() && !expected.equals(live.at("/metadata/" + field).asText())) {
        throw ApiException.conflict(
            "Operation cannot be fulfilled on "
                + target.type().qualifiedPlural()
                + " \""
                + target.name()
                + "\": the object has been modified; please apply your changes to the latest"
                + " version and try again");
      }
    }
  }

  /** In an apply, null is the same as absent. */
  void withoutNulls(JsonNode value) {
    if (value instanceof ObjectNode object) {
      List<String> absent = new ArrayList<>();
      object
          .properties()
          .forEach(field -> {
            if (field.getValue().isNull()) {
              absent.add(field.getKey());
            }
          });
      object.remove(absent);
    }
    value.forEach(this::withoutNulls);
  }
}
