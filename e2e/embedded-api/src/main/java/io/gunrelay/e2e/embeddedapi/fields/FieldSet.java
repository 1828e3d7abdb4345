package io.gunrelay.e2e.embeddedapi.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of fields of an object: a tree whose steps are written as in {@code managedFields} ({@code
 * f:name}, {@code k:{"name":"x"}}, {@code v:"x"}). Immutable.
 *
 * @param member whether the field at this place itself is in the set
 * @param steps what is in the set below it
 */
public record FieldSet(boolean member, SortedMap<String, FieldSet> steps) {
  public static final FieldSet NONE = new FieldSet(false, new TreeMap<>());
  public static final FieldSet LEAF = new FieldSet(true, new TreeMap<>());

  /** The fields that a value has: its leaves, and the items of its lists that are maps. */
  public static FieldSet of(JsonNode value, MergeRule rule) {
    SortedMap<String, FieldSet> steps = new TreeMap<>();
    if (value.isObject() && rule instanceof MergeRule.Fields fields) {
      value
          .properties()
          .forEach(field ->
              steps.put("f:" + field.getKey(), of(field.getValue(), fields.field(field.getKey()))));
    } else if (value.isArray() && rule instanceof MergeRule.Items items) {
      value.forEach(item -> steps.put(Steps.key(item, items), of(item, items.item()).union(LEAF)));
    } else if (value.isArray() && rule instanceof MergeRule.Set) {
      value.forEach(item -> steps.put(Steps.value(item), LEAF));
    }
    return steps.isEmpty() ? LEAF : new FieldSet(false, steps);
  }

  /** Reads {@code fieldsV1}. */
  public static FieldSet parse(JsonNode fieldsV1) {
    SortedMap<String, FieldSet> steps = new TreeMap<>();
    boolean member = fieldsV1.has(".");
    fieldsV1
        .properties()
        .forEach(step -> {
          if (!step.getKey().equals(".")) {
            FieldSet below = parse(step.getValue());
            steps.put(Steps.canonical(step.getKey()), step.getValue().isEmpty() ? LEAF : below);
          }
        });
    return new FieldSet(member, steps);
  }

  /** Writes {@code fieldsV1}. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (member && !steps.isEmpty()) {
      json.putObject(".");
    }
    steps.forEach((step, below) -> json.set(step, below.json()));
    return json;
  }

  public boolean isEmpty() {
    return !member && steps.isEmpty();
  }

  FieldSet below(String step) {
    return steps.getOrDefault(step, NONE);
  }

  public FieldSet union(FieldSet other) {
    SortedMap<String, FieldSet> all = new TreeMap<>(steps);
    other.steps.forEach((step, below) -> all.merge(step, below, FieldSet::union));
    return new FieldSet(member || other.member, all);
  }

  public FieldSet minus(FieldSet other) {
    SortedMap<String, FieldSet> left = new TreeMap<>();
    steps.forEach((step, below) -> putUnlessEmpty(left, step, below.minus(other.below(step))));
    return new FieldSet(member && !other.member, left);
  }

  public FieldSet intersection(FieldSet other) {
    SortedMap<String, FieldSet> both = new TreeMap<>();
    steps.forEach(
        (step, below) -> putUnlessEmpty(both, step, below.intersection(other.below(step))));
    return new FieldSet(member && other.member, both);
  }

  /** The part at and below one top-level field. */
  public FieldSet only(String field) {
    SortedMap<String, FieldSet> part = new TreeMap<>();
    putUnlessEmpty(part, "f:" + field, below("f:" + field));
    return new FieldSet(false, part);
  }

  private static void putUnlessEmpty(SortedMap<String, FieldSet> map, String step, FieldSet set) {
    if (!set.isEmpty()) {
      map.put(step, set);
    }
  }
}
