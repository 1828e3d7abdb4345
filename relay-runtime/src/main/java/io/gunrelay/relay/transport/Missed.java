package io.gunrelay.relay.transport;

import io.gunrelay.relay.limits.ClientLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * What a client that does not keep up has not been sent. GUN is last-writer-wins per key, so which
 * keys is enough to remember: their present values make up for every update of them. Where those
 * are too many, which nodes; where those are too many, that it may be anything.
 *
 * <p>The newest updates are kept for it as long as they are small and there is room: who was held
 * up for a moment is then sent them, which costs no more than it would have at once. Reading values
 * for each client costs several times as much, and what costs more under load keeps a relay
 * overloaded.
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

  private final LongConsumer memory;
  private final Map<Mark, Parcel> kept = new LinkedHashMap<>(4);
  private Set<Mark> properties = new HashSet<>(4);
  private Set<String> souls = Set.of();
  private Detail detail = Detail.PROPERTIES;
  private long keptBytes;

  /**
   * @param memory is told of bytes that are held from now on, or, negative, let go
   */
  Missed(LongConsumer memory) {
    this.memory = memory;
  }

  Detail detail() {
    return detail;
  }

  /** How much is remembered: keys, or nodes. */
  int size() {
    return kept.size() + properties.size() + souls.size();
  }

  /**
   * It is not sent this.
   *
   * @param room whether there is memory to keep updates
   */
  void add(Parcel update, boolean room) {
    if (!room) {
      forgetUpdates();
    }
    for (Mark mark : update.marks()) {
      switch (detail) {
        case PROPERTIES -> {
          forget(mark);
          if (room && keptBytes + update.size() <= ClientLimits.KEPT_UPDATE_BYTES) {
            keep(mark, update);
          } else {
            properties.add(mark);
          }
        }
        case NODES -> souls.add(mark.soul());
        case ANYTHING -> {}
      }
      if (size() > MAX_MARKS) {
        coarsen();
      }
    }
  }

  private void forget(Mark mark) {
    properties.remove(mark);
    Parcel before = kept.remove(mark);
    if (before != null) {
      letGo(before);
    }
  }

  private void keep(Mark mark, Parcel update) {
    kept.put(mark, update);
    keptBytes += update.size();
    if (update.hold()) {
      memory.accept(update.size());
    }
  }

  private void letGo(Parcel update) {
    keptBytes -= update.size();
    if (update.letGo()) {
      memory.accept(-update.size());
    }
  }

  /** The updates that were kept, in the order in which they came. */
  List<Parcel> updates() {
    List<Parcel> updates = new ArrayList<>(kept.size());
    for (Parcel update : kept.values()) {
      // One that is kept for several keys was put there for all of them at once.
      if (updates.isEmpty() || !update.equals(updates.getLast())) {
        updates.add(update);
      }
    }
    return updates;
  }

  /** Remembers of updates that were kept which keys they were for. */
  void forgetUpdates() {
    for (Map.Entry<Mark, Parcel> entry : kept.entrySet()) {
      letGo(entry.getValue());
      properties.add(entry.getKey());
    }
    kept.clear();
  }

  /** Remembers less exactly, in less memory. */
  void coarsen() {
    forgetUpdates();
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

  /** The keys whose updates were not kept, those of one node together. */
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
