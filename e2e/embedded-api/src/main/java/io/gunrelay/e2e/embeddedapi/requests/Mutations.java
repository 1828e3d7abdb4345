package io.gunrelay.e2e.embeddedapi.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.fields.ConflictException;
import io.gunrelay.e2e.embeddedapi.fields.FieldManagement;
import io.gunrelay.e2e.embeddedapi.fields.Owner;
import io.gunrelay.e2e.embeddedapi.objects.Objects;
import java.util.Optional;

/** Creating, updating, patching and applying objects. */
public final class Mutations {
  private final Objects objects;
  private final Metadata metadata;
  private final Storing storing;
  private final Deletions deletions;

  public Mutations(Objects objects, Metadata metadata, Storing storing, Deletions deletions) {
    this.objects = objects;
    this.metadata = metadata;
    this.storing = storing;
    this.deletions = deletions;
  }

  /** Creates the object of {@code body}; the target's name is empty. */
  public ObjectNode create(Target target, ObjectNode body, WriteOptions options) {
    return objects.atomically(() -> {
      ObjectNode next = body.deepCopy();
      Target named = target.named(metadata.nameOf(next));
      if (objects.get(named.key()).isPresent()) {
        throw ApiException.alreadyExists(named);
      }
      if (target.type().hasStatus()) {
        next.remove("status");
      }
      metadata.withoutSystemFields(next);
      target.type().completion().accept(next);
      fields(target).recordUpdate(Optional.empty(), next, Owner.updating(options.manager(), ""));
      return storing.store(named, Optional.empty(), next, options);
    });
  }

  /** Replaces an object, or its status. */
  public ObjectNode update(Target target, ObjectNode body, WriteOptions options) {
    return objects.atomically(() -> replace(target, live(target), body, options));
  }

  /** Patches an object, its status or its scale; an apply creates what does not exist. */
  public ObjectNode patch(Target target, PatchKind kind, JsonNode patch, WriteOptions options) {
    return objects.atomically(() -> {
      if (kind == PatchKind.APPLY) {
        return apply(target, patch, options);
      }
      ObjectNode live = live(target);
      JsonNode patched =
          switch (kind) {
            case JSON -> JsonPatch.apply(live, patch);
            case MERGE -> Patch.merge(live, patch);
            case STRATEGIC -> Patch.strategic(live, patch, target.type().rule());
            case APPLY -> throw new IllegalStateException();
          };
      return replace(target, live, (ObjectNode) patched, options);
    });
  }

  private ObjectNode apply(Target target, JsonNode patch, WriteOptions options) {
    if (!(patch instanceof ObjectNode config)
        || !config.path("kind").asText().equals(target.type().kind())
        || !config.path("apiVersion").asText().equals(target.type().apiVersion())) {
      throw ApiException.badRequest(
          "an apply names apiVersion "
              + target.type().apiVersion()
              + " and kind "
              + target.type().kind());
    }
    if (options.manager().isEmpty()) {
      throw ApiException.badRequest("an apply needs the query parameter fieldManager");
    }
    Optional<ObjectNode> live = objects.get(target.key());
    boolean status = target.subresource().equals("status");
    if (live.isEmpty() && status) {
      throw ApiException.notFound(target);
    }
    ObjectNode wanted = config.deepCopy();
    live.ifPresent(object -> metadata.checkPreconditions(target, object, wanted));
    metadata.withoutSystemFields(wanted);
    metadata.withoutNulls(wanted);
    if (status) {
      wanted.retain("apiVersion", "kind", "status");
    } else if (target.type().hasStatus()) {
      wanted.remove("status");
    }
    ObjectNode next;
    try {
      next =
          fields(target)
              .apply(
                  live,
                  wanted,
                  Owner.applying(options.manager(), target.subresource()),
                  options.force());
    } catch (ConflictException e) {
      throw ApiException.conflict(String.valueOf(e.getMessage()));
    }
    target.type().completion().accept(next);
    return store(target, live, next, options);
  }

  private ObjectNode replace(
      Target target, ObjectNode live, ObjectNode body, WriteOptions options) {
    metadata.checkPreconditions(target, live, body);
    ObjectNode next = body.deepCopy();
    if (target.subresource().equals("status")) {
      next = live.deepCopy();
      replaceField(next, "status", body);
    } else if (target.type().hasStatus()) {
      replaceField(next, "status", live);
    }
    metadata.withSystemFieldsOf(live, next);
    target.type().completion().accept(next);
    fields(target)
        .recordUpdate(
            Optional.of(live), next, Owner.updating(options.manager(), target.subresource()));
    return store(target, Optional.of(live), next, options);
  }

  private ObjectNode store(
      Target target, Optional<ObjectNode> live, ObjectNode next, WriteOptions options) {
    ObjectNode stored = storing.store(target, live, next, options);
    deletions.finish(target.key());
    return stored;
  }

  private static void replaceField(ObjectNode object, String field, ObjectNode from) {
    if (from.has(field)) {
      object.set(field, from.get(field));
    } else {
      object.remove(field);
    }
  }

  private ObjectNode live(Target target) {
    return objects.get(target.key()).orElseThrow(() -> ApiException.notFound(target));
  }

  private FieldManagement fields(Target target) {
    return new FieldManagement(target.type().rule(), target.type().hasStatus(), metadata.now());
  }
}
