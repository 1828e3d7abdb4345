package io.gunrelay.e2e.embeddedapi.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.objects.Objects;
import io.gunrelay.e2e.embeddedapi.requests.ApiException;
import io.gunrelay.e2e.embeddedapi.requests.DeleteOptions;
import io.gunrelay.e2e.embeddedapi.requests.Deletions;
import io.gunrelay.e2e.embeddedapi.requests.Mutations;
import io.gunrelay.e2e.embeddedapi.requests.PatchKind;
import io.gunrelay.e2e.embeddedapi.requests.Scales;
import io.gunrelay.e2e.embeddedapi.requests.Target;
import io.gunrelay.e2e.embeddedapi.requests.WriteOptions;
import java.util.Set;

/** Requests for objects, without the HTTP around them. */
final class Api {
  /** An answer. */
  record Answer(int code, ObjectNode body) {}

  private final Objects objects;
  private final Mutations mutations;
  private final Deletions deletions;
  private final Scales scales;

  Api(Objects objects, Mutations mutations, Deletions deletions, Scales scales) {
    this.objects = objects;
    this.mutations = mutations;
    this.deletions = deletions;
    this.scales = scales;
  }

  Answer get(Target target, Query query) {
    checkSubresource(target);
    if (target.name().isEmpty()) {
      return new Answer(200, list(target, query));
    }
    return new Answer(
        200,
        target.subresource().equals("scale")
            ? scales.get(target)
            : objects.get(target.key()).orElseThrow(() -> ApiException.notFound(target)));
  }

  private ObjectNode list(Target target, Query query) {
    Objects.Listing listing =
        objects.list(target.type().qualifiedPlural(), target.namespace(), query.selector());
    ObjectNode list =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", target.type().kind() + "List")
            .put("apiVersion", target.type().apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(listing.revision()));
    ArrayNode items = list.putArray("items");
    listing.items().forEach(items::add);
    return list;
  }

  Answer post(Target target, JsonNode body, WriteOptions options) {
    if (!target.name().isEmpty()) {
      throw notAllowed();
    }
    return new Answer(201, mutations.create(target, object(body), options));
  }

  Answer put(Target target, JsonNode body, WriteOptions options) {
    requireName(target);
    checkSubresource(target);
    return new Answer(
        200,
        target.subresource().equals("scale")
            ? scales.update(target, body, options)
            : mutations.update(target, object(body), options));
  }

  Answer patch(Target target, PatchKind kind, JsonNode body, WriteOptions options) {
    requireName(target);
    checkSubresource(target);
    if (target.subresource().equals("scale")) {
      return new Answer(200, scales.patch(target, kind, body, options));
    }
    boolean existed = objects.get(target.key()).isPresent();
    return new Answer(existed ? 200 : 201, mutations.patch(target, kind, body, options));
  }

  Answer delete(Target target, JsonNode body, Query query) {
    if (!target.subresource().isEmpty()) {
      throw notAllowed();
    }
    DeleteOptions options = DeleteOptions.of(body, query.parameters());
    if (!target.name().isEmpty()) {
      return new Answer(200, deletions.delete(target, body.path("preconditions"), options));
    }
    ObjectNode list = list(target, query);
    for (JsonNode item : list.get("items")) {
      Target one =
          new Target(
              target.type(),
              item.at("/metadata/namespace").asText(""),
              item.at("/metadata/name").asText(),
              "",
              "");
      if (objects.get(one.key()).isPresent()) {
        deletions.delete(one, JsonNodeFactory.instance.objectNode(), options);
      }
    }
    return new Answer(200, list);
  }

  private static void checkSubresource(Target target) {
    Set<String> known = target.type().subresources();
    if (!target.subresource().isEmpty() && !known.contains(target.subresource())) {
      throw ApiException.unknownPath();
    }
  }

  private static void requireName(Target target) {
    if (target.name().isEmpty()) {
      throw notAllowed();
    }
  }

  private static ObjectNode object(JsonNode body) {
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.badRequest("the body is not an object");
  }

  private static ApiException notAllowed() {
    return new ApiException(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }
}
