package io.gunrelay.relay.transport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client that does not keep up has not been sent. GUN is last-writer-wins per key, so which
 * keys is enough to remember: their present values make up for every update of them. Where those
 * are too many, which nodes; where those are too many, that it may be anything.
 */
final class Missed {
  /** How many keys or nodes are told apart for one client. */
  static final int MAX_MARKS = 1_024;

  /** How exactly it is known what was missed. */
  enum Detail {
    PROPERTIES,
    NODES,
    ANYTHING
  }

  private static final Comparator<Mark> TOGETHER =
      Comparator.comparing(Mark::soul).thenComparing(Mark::key);

  private Set<Mark> properties = new HashSet<>(4);
  private Set<String> souls = Set.of();
  private Detail detail = Detail.PROPERTIES;

  Detail detail() {
    return detail;
  }

  /** How much is remembered: keys, or nodes. */
  int size() {
    return properties.size() + souls.size();
  }

  void add(List<Mark> marks) {
    for (Mark mark : marks) {
      switch (detail) {
        case PROPERTIES -> properties.add(mark);
        case NODES -> souls.add(mark.soul());
        case ANYTHING -> {}
      }
      if (size() > MAX_MARKS) {
        coarsen();
      }
    }
  }

  /** Remembers less exactly, in less memory. */
  void coarsen() {
    if (detail == Detail.PROPERTIES) {
      souls = new HashSet<>();
      for (Mark mark : properties) {
        souls.add(mark.soul());
      }
      properties = Set.of();
      detail = Detail.NODES;
      if (souls.size() <= MAX_MARKS / 2) {
        return;
      }
    }
    souls = Set.of();
    detail = Detail.ANYTHING;
  }

  /** The keys, those of one node together. */
  List<Mark> properties() {
    List<Mark> sorted = new ArrayList<>(properties);
    sorted.sort(TOGETHER);
    return sorted;
  }

  /** The nodes, if it is they that are told apart. */
  Set<String> souls() {
    return souls;
  }

  /** Whether something of the node may have been missed. */
  boolean concerns(String soul) {
    return detail == Detail.ANYTHING || souls.contains(soul);
  }
}
