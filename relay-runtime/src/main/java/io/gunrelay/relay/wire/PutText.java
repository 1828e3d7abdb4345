package io.gunrelay.relay.wire;

import io.gunrelay.relay.graph.Delta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Writes deltas as the graph of a {@code put}. */
final class PutText {
  private static final int OVERHEAD_PER_DELTA = 40;
  private static final int OVERHEAD_PER_NODE = 24;

  private PutText() {}

  static int expectedSize(List<Delta> deltas) {
    int size = 0;
    for (Delta delta : deltas) {
      size += delta.value().size() + 2 * delta.key().length() + OVERHEAD_PER_DELTA;
    }
    return size + 2 * deltas.getFirst().soul().length() + OVERHEAD_PER_NODE;
  }

  /** Writes the deltas grouped by soul, otherwise in their order. */
  static void write(JsonText text, List<Delta> deltas) {
    text.raw('{');
    if (oneSoul(deltas)) {
      node(text, deltas);
    } else {
      nodes(text, deltas, new LinkedHashMap<>(), ofSoul -> node(text, ofSoul));
    }
    text.raw('}');
  }

  /**
   * Writes the deltas in the order in which gun.js sorts them before it hashes, and returns the
   * hash of what was written: the {@code ##} of a reply.
   *
   * @param deltas each soul and key once
   */
  static int writeHashed(JsonText text, List<Delta> deltas) {
    int start = text.size();
    text.raw('{');
    if (oneSoul(deltas)) {
      sortedNode(text, deltas);
    } else {
      SortedMap<String, List<Delta>> bySoul = new TreeMap<>(PropertyOrder.INSTANCE);
      nodes(text, deltas, bySoul, ofSoul -> sortedNode(text, ofSoul));
    }
    text.raw('}');
    return text.hashFrom(start);
  }

  private static void sortedNode(JsonText text, List<Delta> deltas) {
    List<Delta> sorted = new ArrayList<>(deltas);
    sorted.sort(Comparator.comparing(Delta::key, PropertyOrder.INSTANCE));
    text.string(sorted.getFirst().soul()).raw(":{");
    int meta = 0;
    while (meta < sorted.size()
        && PropertyOrder.INSTANCE.compare(sorted.get(meta).key(), "_") < 0) {
      meta++;
    }
    values(text, sorted.subList(0, meta));
    if (meta > 0) {
      text.raw(',');
    }
    meta(text, sorted);
    if (meta < sorted.size()) {
      text.raw(',');
    }
    values(text, sorted.subList(meta, sorted.size()));
    text.raw('}');
  }

  private static boolean oneSoul(List<Delta> deltas) {
    String soul = deltas.getFirst().soul();
    for (Delta delta : deltas) {
      if (!soul.equals(delta.soul())) {
        return false;
      }
    }
    return true;
  }

  private static void nodes(
      JsonText text,
      List<Delta> deltas,
      Map<String, List<Delta>> bySoul,
      Consumer<List<Delta>> write) {
    for (Delta delta : deltas) {
      bySoul.computeIfAbsent(delta.soul(), soul -> new ArrayList<>()).add(delta);
    }
    boolean first = true;
    for (List<Delta> ofSoul : bySoul.values()) {
      if (!first) {
        text.raw(',');
      }
      first = false;
      write.accept(ofSoul);
    }
  }

  private static void node(JsonText text, List<Delta> deltas) {
    text.string(deltas.getFirst().soul()).raw(":{");
    meta(text, deltas);
    text.raw(',');
    values(text, deltas);
    text.raw('}');
  }

  private static void meta(JsonText text, List<Delta> deltas) {
    text.raw("\"_\":{\"#\":").string(deltas.getFirst().soul()).raw(",\">\":{");
    boolean first = true;
    for (Delta delta : deltas) {
      if (!first) {
        text.raw(',');
      }
      first = false;
      text.string(delta.key()).raw(':').number(delta.state());
    }
    text.raw("}}");
  }

  private static void values(JsonText text, List<Delta> deltas) {
    boolean first = true;
    for (Delta delta : deltas) {
      if (!first) {
        text.raw(',');
      }
      first = false;
      text.string(delta.key()).raw(':').raw(delta.value());
    }
  }
}
