package io.gunrelay.e2e.embeddedapi.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.objects.Objects;
import io.gunrelay.e2e.embeddedapi.types.ScalePaths;
import java.util.ArrayList;
import java.util.List;

/** The scale subresource: an object's replicas in a form that is the same for all kinds. */
public final class Scales {
  private final Objects objects;
  private final Mutations mutations;

  public Scales(Objects objects, Mutations mutations) {
    this.objects = objects;
    this.mutations = mutations;
  }

  public ObjectNode get(Target target) {
    return scaleOf(target, live(target));
  }

  public ObjectNode update(Target target, JsonNode scale, WriteOptions options) {
    return objects.atomically(() -> {
      ObjectNode next = live(target).deepCopy();
      ScalePaths paths = target.type().scale();
      String field = paths.specReplicas().last().getMatchingProperty();
      next.withObject(paths.specReplicas().head()).put(field, scale.at("/spec/replicas").asInt());
      if (scale.at("/metadata/resourceVersion").isTextual()) {
        next.withObject("/metadata").set("resourceVersion", scale.at("/metadata/resourceVersion"));
      }
      return scaleOf(target, mutations.update(target, next, options));
    });
  }

  public ObjectNode patch(Target target, PatchKind kind, JsonNode patch, WriteOptions options) {
    JsonNode scale = get(target);
    return switch (kind) {
      case JSON -> update(target, JsonPatch.apply(scale, patch), options);
      case MERGE, STRATEGIC, APPLY -> update(target, Patch.merge(scale, patch), options);
    };
  }

  private ObjectNode live(Target target) {
    return objects.get(target.key()).orElseThrow(() -> ApiException.notFound(target));
  }

  private static ObjectNode scaleOf(Target target, ObjectNode object) {
    ScalePaths paths = target.type().scale();
    ObjectNode scale =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", "Scale")
            .put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      if (object.at("/metadata").has(field)) {
        metadata.set(field, object.at("/metadata/" + field));
      }
    }
    scale.putObject("spec").put("replicas", object.at(paths.specReplicas()).asInt());
    scale
        .putObject("status")
        .put("replicas", object.at(paths.statusReplicas()).asInt())
        .put("selector", selector(object.at(paths.selector())));
    return scale;
  }

  private static String selector(JsonNode selector) {
    if (!selector.isObject()) {
      return selector.asText("");
    }
    List<String> labels = new ArrayList<>();
    selector
        .path("matchLabels")
        .properties()
        .forEach(label -> labels.add(label.getKey() + "=" + label.getValue().asText()));
    return String.join(",", labels);
  }
}
