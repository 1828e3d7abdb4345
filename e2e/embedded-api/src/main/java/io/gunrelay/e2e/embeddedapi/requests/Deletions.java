package io.gunrelay.e2e.embeddedapi.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.objects.ObjectKey;
import io.gunrelay.e2e.embeddedapi.objects.Objects;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Deleting objects: finalizers and a pod's grace period hold an object back; a namespace's contents
 * and a definition's resources go with it. What it owns is left to the {@link GarbageCollector}.
 */
public final class Deletions {
  private final Objects objects;
  private final Metadata metadata;
  private final Storing storing;

  public Deletions(Objects objects, Metadata metadata, Storing storing) {
    this.objects = objects;
    this.metadata = metadata;
    this.storing = storing;
  }

  /** The object as it was, or as it now waits for its end. */
  public ObjectNode delete(Target target, JsonNode preconditions, DeleteOptions options) {
    return objects.atomically(() -> {
      ObjectNode live = objects.get(target.key()).orElseThrow(() -> ApiException.notFound(target));
      String uid = preconditions.path("uid").asText("");
      if (!uid.isEmpty() && !uid.equals(live.at("/metadata/uid").asText())) {
        throw ApiException.conflict("the object's uid is not " + uid);
      }
      return delete(target.key(), options).orElse(live);
    });
  }

  /** Ends an object that waits for its end, if nothing holds it back any more. */
  void finish(ObjectKey key) {
    Optional<ObjectNode> live = objects.get(key);
    if (live.isEmpty()) {
      return;
    }
    JsonNode own = live.get().at("/metadata");
    if (own.has("deletionTimestamp")
        && own.path("finalizers").isEmpty()
        && !own.has("deletionGracePeriodSeconds")) {
      end(key, live.get(), false);
    }
  }

  private void end(ObjectKey key, ObjectNode live, boolean orphan) {
    objects.remove(key);
    collect(key, live, orphan);
    storing.refreshTypes(key);
  }

  /** Empty: it is gone. */
  private Optional<ObjectNode> delete(ObjectKey key, DeleteOptions options) {
    Optional<ObjectNode> found = objects.get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode live = found.get();
    int grace = key.resource().equals("pods") ? grace(live, options) : 0;
    boolean held = !live.at("/metadata/finalizers").isEmpty() || grace > 0;
    if (!held) {
      end(key, live, options.orphan());
      return Optional.empty();
    }
    if (live.at("/metadata").has("deletionTimestamp")
        && live.at("/metadata/deletionGracePeriodSeconds").asInt() <= grace) {
      return found;
    }
    ObjectNode marked = live.deepCopy();
    ObjectNode own = marked.withObject("/metadata");
    own.put("deletionTimestamp", metadata.now());
    if (own.has("generation")) {
      own.put("generation", own.get("generation").asLong() + 1);
    }
    if (grace > 0) {
      own.put("deletionGracePeriodSeconds", grace);
    } else {
      own.remove("deletionGracePeriodSeconds");
    }
    return Optional.of(objects.put(key, marked));
  }

  /** Only a pod that some node runs has anything to finish. */
  private static int grace(ObjectNode pod, DeleteOptions options) {
    if (pod.at("/spec/nodeName").asText("").isEmpty()) {
      return 0;
    }
    return options.graceSeconds().orElse(pod.at("/spec/terminationGracePeriodSeconds").asInt(30));
  }

  private void collect(ObjectKey key, ObjectNode gone, boolean orphan) {
    switch (key.resource()) {
      case "namespaces" ->
          objects.inNamespace(key.name()).forEach(inside -> delete(inside, DeleteOptions.DEFAULT));
      case "customresourcedefinitions.apiextensions.k8s.io" ->
          objects
              .list(key.name(), "", resource -> true)
              .items()
              .forEach(resource -> delete(keyOf(key.name(), resource), DeleteOptions.DEFAULT));
      default -> {}
    }
    if (orphan) {
      String uid = gone.at("/metadata/uid").asText();
      objects.keys(object -> owners(object).contains(uid)).forEach(owned -> free(owned, uid));
    }
  }

  /** Deletes every object whose owners are all gone. */
  void collectGarbage() {
    objects.atomically(() -> {
      Set<String> present = new HashSet<>();
      List<ObjectKey> owned =
          objects.keys(object -> {
            present.add(object.at("/metadata/uid").asText());
            return !object.at("/metadata/ownerReferences").isEmpty();
          });
      for (ObjectKey key : owned) {
        Set<String> owners = objects.get(key).map(Deletions::owners).orElse(Set.of());
        if (!owners.isEmpty() && owners.stream().noneMatch(present::contains)) {
          delete(key, DeleteOptions.DEFAULT);
        }
      }
      return owned;
    });
  }

  private static ObjectKey keyOf(String resource, ObjectNode object) {
    return new ObjectKey(
        resource,
        object.at("/metadata/namespace").asText(""),
        object.at("/metadata/name").asText());
  }

  private static Set<String> owners(JsonNode object) {
    Set<String> uids = new HashSet<>();
    object.at("/metadata/ownerReferences").forEach(owner -> uids.add(owner.path("uid").asText()));
    return uids;
  }

  private void free(ObjectKey owned, String uid) {
    ObjectNode freed = objects.get(owned).orElseThrow().deepCopy();
    ArrayNode owners = freed.withObject("/metadata").withArray("/ownerReferences");
    for (Iterator<JsonNode> each = owners.elements(); each.hasNext(); ) {
      if (each.next().path("uid").asText().equals(uid)) {
        each.remove();
      }
    }
    if (owners.isEmpty()) {
      freed.withObject("/metadata").remove("ownerReferences");
    }
    objects.put(owned, freed);
  }
}
