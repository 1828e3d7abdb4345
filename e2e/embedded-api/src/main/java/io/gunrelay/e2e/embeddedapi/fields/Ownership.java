package io.gunrelay.e2e.embeddedapi.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who owns which fields of an object: its {@code managedFields}. Immutable.
 *
 * @param entries in the order in which they came
 */
public record Ownership(Map<Owner, Entry> entries) {

  /** The fields of one owner. */
  public record Entry(FieldSet fields, String apiVersion, String time) {}

  /** Reads the {@code managedFields} of an object; absent means that nobody owns anything. */
  public static Ownership of(JsonNode object) {
    Map<Owner, Entry> entries = new LinkedHashMap<>();
    for (JsonNode entry : object.path("metadata").path("managedFields")) {
      entries.put(
          new Owner(
              entry.path("manager").asText(),
              Owner.Operation.valueOf(entry.path("operation").asText("Update")),
              entry.path("subresource").asText()),
          new Entry(
              FieldSet.parse(entry.path("fieldsV1")),
              entry.path("apiVersion").asText(),
              entry.path("time").asText()));
    }
    return new Ownership(entries);
  }

  FieldSet fieldsOf(Owner owner) {
    Entry entry = entries.get(owner);
    return entry == null ? FieldSet.NONE : entry.fields();
  }

  FieldSet fieldsOfOthers(Owner owner) {
    return entries.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(owner))
        .map(entry -> entry.getValue().fields())
        .reduce(FieldSet.NONE, FieldSet::union);
  }

  /** The others' fields that are in {@code fields}, by owner. */
  Map<Owner, FieldSet> overlaps(Owner owner, FieldSet fields) {
    Map<Owner, FieldSet> overlaps = new LinkedHashMap<>();
    entries.forEach((other, entry) -> {
      FieldSet both = entry.fields().intersection(fields);
      if (!other.equals(owner) && !both.isEmpty()) {
        overlaps.put(other, both);
      }
    });
    return overlaps;
  }

  /** The same, where {@code fields} belong to no one but {@code owner}, if to it. */
  Ownership takenFromOthers(Owner owner, FieldSet fields) {
    Map<Owner, Entry> left = new LinkedHashMap<>();
    entries.forEach((other, entry) -> {
      FieldSet kept = other.equals(owner) ? entry.fields() : entry.fields().minus(fields);
      if (!kept.isEmpty()) {
        left.put(other, new Entry(kept, entry.apiVersion(), entry.time()));
      }
    });
    return new Ownership(left);
  }

  /** The same, where {@code owner} has just these fields; its time moves only with them. */
  Ownership with(Owner owner, FieldSet fields, String apiVersion, String now) {
    Map<Owner, Entry> changed = new LinkedHashMap<>(entries);
    Entry before = entries.get(owner);
    if (fields.isEmpty()) {
      changed.remove(owner);
    } else if (before == null || !before.fields().equals(fields)) {
      changed.put(owner, new Entry(fields, apiVersion, now));
    }
    return new Ownership(changed);
  }

  /** Writes it into the object's metadata. */
  void writeTo(ObjectNode object) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    entries.forEach((owner, entry) -> {
      ObjectNode json = list.addObject();
      json.put("manager", owner.manager());
      json.put("operation", owner.operation().name());
      json.put("apiVersion", entry.apiVersion());
      json.put("time", entry.time());
      json.put("fieldsType", "FieldsV1");
      json.set("fieldsV1", entry.fields().json());
      if (!owner.subresource().isEmpty()) {
        json.put("subresource", owner.subresource());
      }
    });
    ObjectNode metadata = object.withObject("metadata");
    if (list.isEmpty()) {
      metadata.remove("managedFields");
    } else {
      metadata.set("managedFields", list);
    }
  }
}
