package io.gunrelay.e2e.embeddedapi.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.objects.ObjectKey;
import io.gunrelay.e2e.embeddedapi.objects.Objects;
import io.gunrelay.e2e.embeddedapi.types.Types;
import java.util.List;
import java.util.Optional;

/**
 * The end of every write: what the server itself adds to an object, and whether there is anything
 * to store at all.
 */
public final class Storing {
  private static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";

  private final Objects objects;
  private final Types types;
  private final Metadata metadata;
  private final ClusterAddresses addresses = new ClusterAddresses();

  public Storing(Objects objects, Types types, Metadata metadata) {
    this.objects = objects;
    this.types = types;
    this.metadata = metadata;
  }

  /** Stores {@code next}, or leaves {@code live} as it is when nothing differs. */
  ObjectNode store(
      Target target, Optional<ObjectNode> live, ObjectNode next, WriteOptions options) {
    metadata.identify(target, next);
    if (live.isEmpty()) {
      requireNamespace(target);
      metadata.stampNew(next);
      if (next.has("spec")) {
        next.withObject("/metadata").put("generation", 1);
      }
    } else if (specDiffers(live.get(), next)) {
      next.withObject("/metadata")
          .put("generation", live.get().at("/metadata/generation").asLong() + 1);
    }
    complete(target, live, next);
    if (live.isPresent() && live.get().equals(next)) {
      return live.get();
    }
    if (options.dryRun()) {
      return next;
    }
    ObjectNode stored = objects.put(target.key(), next);
    refreshTypes(target.key());
    return stored;
  }

  /** Serves, after a definition has come, changed or gone, what the definitions now say. */
  void refreshTypes(ObjectKey changed) {
    if (changed.resource().equals(DEFINITIONS)) {
      types.replaceCustom(objects.list(DEFINITIONS, "", definition -> true).items());
    }
  }

  private void complete(Target target, Optional<ObjectNode> live, ObjectNode next) {
    switch (target.type().qualifiedPlural()) {
      case "services" -> addresses.assign(live, next);
      case "namespaces" -> next.withObject("/status").put("phase", phase(next));
      case DEFINITIONS -> establish(next);
      default -> {}
    }
  }

  private static String phase(ObjectNode namespace) {
    return namespace.at("/metadata").has("deletionTimestamp") ? "Terminating" : "Active";
  }

  private void establish(ObjectNode definition) {
    ObjectNode status = definition.withObject("/status");
    if (status.has("conditions")) {
      return;
    }
    for (String type : List.of("NamesAccepted", "Established")) {
      status
          .withArray("/conditions")
          .addObject()
          .put("type", type)
          .put("status", "True")
          .put("reason", "Accepted")
          .put("message", "served")
          .put("lastTransitionTime", metadata.now());
    }
    status.set("acceptedNames", definition.at("/spec/names"));
    definition
        .at("/spec/versions")
        .forEach(version -> status.withArray("/storedVersions").add(version.path("name")));
  }

  private void requireNamespace(Target target) {
    if (!target.type().namespaced()) {
      return;
    }
    ObjectNode namespace =
        objects
            .get(new ObjectKey("namespaces", "", target.namespace()))
            .orElseThrow(() ->
                new ApiException(
                    404, "NotFound", "namespaces \"" + target.namespace() + "\" not found"));
    if (namespace.at("/metadata").has("deletionTimestamp")) {
      throw new ApiException(
          403, "Forbidden", "namespace " + target.namespace() + " is being terminated");
    }
  }

  private static boolean specDiffers(ObjectNode live, ObjectNode next) {
    ObjectNode before = live.deepCopy();
    ObjectNode after = next.deepCopy();
    for (ObjectNode object : List.of(before, after)) {
      object.remove(List.of("metadata", "status"));
    }
    return live.at("/metadata").has("generation") && !before.equals(after);
  }
}
