package io.gunrelay.e2e.embeddedapi.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How values at one place of a kind are merged. */
public sealed interface MergeRule {

  /** What Kubernetes takes for granted: maps field by field, everything else as a whole. */
  static MergeRule plain() {
    return new Fields(name -> plain());
  }

  /** A map, merged field by field. A value that is no map is taken as a whole. */
  record Fields(Function<String, MergeRule> rules) implements MergeRule {
    MergeRule field(String name) {
      return rules.apply(name);
    }
  }

  /** Taken as a whole. */
  record Atomic() implements MergeRule {}

  /** A list without order and repetition. */
  record Set() implements MergeRule {}

  /**
   * A list that is a map: items with equal keys are the same item.
   *
   * @param keys the fields that make up the key
   * @param keyDefaults what a missing key field stands for
   * @param item how items are merged
   */
  record Items(List<String> keys, Map<String, JsonNode> keyDefaults, MergeRule item)
      implements MergeRule {}

  /**
   * A list that server-side apply takes as a whole, and a strategic merge patch does not.
   *
   * @param mergeKey the field by which a strategic merge patch matches items
   */
  record PatchedItems(String mergeKey, MergeRule item) implements MergeRule {}

  /** The field by which a strategic merge patch matches the list's items, if it does. */
  default Optional<String> strategicKey() {
    return switch (this) {
      case Items items -> Optional.of(items.keys().getFirst());
      case PatchedItems patched -> Optional.of(patched.mergeKey());
      case Fields f -> Optional.empty();
      case Atomic a -> Optional.empty();
      case Set s -> Optional.empty();
    };
  }
}
