package io.gunrelay.e2e.embeddedapi.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One write to an object and what it does to the ownership of fields, as Kubernetes has it: an
 * applied field belongs to its appliers, and goes when the last of them leaves it out; an updated
 * field belongs to the updater alone.
 *
 * @param rule how the object's kind is merged
 * @param hasStatus whether {@code status} is written by its own subresource only
 * @param now the time for {@code managedFields}
 */
public record FieldManagement(MergeRule rule, boolean hasStatus, String now) {
  private static final FieldSet SYSTEM = system();

  private static FieldSet system() {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.putObject("f:apiVersion");
    fields.putObject("f:kind");
    ObjectNode metadata = fields.putObject("f:metadata");
    metadata.putObject(".");
    List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "resourceVersion",
            "selfLink",
            "managedFields")
        .forEach(name -> metadata.putObject("f:" + name));
    return FieldSet.parse(fields);
  }

  /**
   * Applies a configuration.
   *
   * @param live the object as it stands; empty: it is created
   * @throws ConflictException without {@code force}, when others own fields that would change
   */
  public ObjectNode apply(
      Optional<ObjectNode> live, ObjectNode config, Owner owner, boolean force) {
    ObjectNode before = live.orElseGet(JsonNodeFactory.instance::objectNode);
    Ownership ownership = Ownership.of(before);
    FieldSet applied = inScope(FieldSet.of(config, rule), owner.subresource());
    FieldSet changed = Merge.unequal(before, config, rule).intersection(applied);
    Map<Owner, FieldSet> conflicts = ownership.overlaps(owner, changed);
    if (!conflicts.isEmpty() && !force) {
      throw new ConflictException(conflicts);
    }
    FieldSet previous = ownership.fieldsOf(owner);
    Ownership after =
        ownership
            .takenFromOthers(owner, changed)
            .with(owner, applied, config.path("apiVersion").asText(), now);
    FieldSet others = after.fieldsOfOthers(owner);
    JsonNode merged = Merge.merged(before, config, rule);
    ObjectNode result =
        (ObjectNode)
            Merge.without(
                    merged, previous.minus(applied).minus(others), applied.union(others), rule)
                .orElseThrow();
    after.writeTo(result);
    return result;
  }

  /** Records that {@code owner} made {@code after} of {@code before}; {@code after} is changed. */
  public void recordUpdate(Optional<ObjectNode> before, ObjectNode after, Owner owner) {
    ObjectNode live = before.orElseGet(JsonNodeFactory.instance::objectNode);
    FieldSet changed = inScope(Merge.difference(live, after, rule), owner.subresource());
    FieldSet removed =
        inScope(FieldSet.of(live, rule).minus(FieldSet.of(after, rule)), owner.subresource());
    Ownership ownership = Ownership.of(live);
    FieldSet own = ownership.fieldsOf(owner).union(changed).minus(removed);
    ownership
        .takenFromOthers(owner, changed)
        .with(owner, own, after.path("apiVersion").asText(), now)
        .writeTo(after);
  }

  private FieldSet inScope(FieldSet fields, String subresource) {
    FieldSet named = fields.minus(SYSTEM);
    FieldSet status = named.only("status");
    if (subresource.equals("status")) {
      return status;
    }
    return hasStatus ? named.minus(status) : named;
  }
}
