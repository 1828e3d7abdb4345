package io.gunrelay.relay.transport;

import io.gunrelay.relay.limits.ClientLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * What a client that does not keep up has not been sent. GUN is last-writer-wins per key, so the
 * newest update of each key makes up for all that came before.
 *
 * <p>As long as that is little and there is room, the updates themselves are kept: who was held up
 * for a moment is then sent them. Missing an update must cost less than sending it, or else load
 * that was too high for a moment would keep a relay overloaded. Beyond that, it is remembered which
 * keys were missed, to read their present values; where those are too many, which nodes; where
 * those are too many, that it may be anything.
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
  private List<Parcel> kept = new ArrayList<>();
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
    return properties.size() + souls.size();
  }

  /**
   * It is not sent this.
   *
   * @param room whether there is memory to keep updates
   */
  void add(Parcel update, boolean room) {
    if (!room) {
      markUpdates();
    }
    if (room && detail == Detail.PROPERTIES && hasRoomFor(update)) {
      kept.add(update);
      keptBytes += update.size();
      memory.accept(Parcel.REFERENCE_BYTES + (update.hold() ? update.size() : 0));
    } else {
      mark(update);
    }
  }

  private boolean hasRoomFor(Parcel update) {
    if (keptBytes + update.size() > ClientLimits.KEPT_UPDATE_BYTES) {
      leaveOutSuperseded();
      if (keptBytes + update.size() > ClientLimits.KEPT_UPDATE_BYTES / 2) {
        markUpdates();
        return false;
      }
    }
    return true;
  }

  private void leaveOutSuperseded() {
    List<Parcel> all = kept;
    kept = new ArrayList<>();
    for (Parcel update : all) {
      if (update.isSuperseded()) {
        letGo(update);
      } else {
        kept.add(update);
      }
    }
  }

  private void mark(Parcel update) {
    for (Mark mark : update.marks()) {
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

  private void letGo(Parcel update) {
    keptBytes -= update.size();
    memory.accept(-(Parcel.REFERENCE_BYTES + (update.letGo() ? update.size() : 0)));
  }

  /** The updates that were kept, in the order in which they came, without what is superseded. */
  List<Parcel> updates() {
    leaveOutSuperseded();
    return kept;
  }

  /** Remembers of updates that were kept which keys they were for. */
  private void markUpdates() {
    if (!kept.isEmpty()) {
      leaveOutSuperseded();
      List<Parcel> all = kept;
      forgetUpdates();
      all.forEach(this::mark);
    }
  }

  /** Lets updates go that were kept. */
  void forgetUpdates() {
    List<Parcel> all = kept;
    kept = new ArrayList<>();
    all.forEach(this::letGo);
  }

  /** Remembers less exactly, in less memory. */
  void coarsen() {
    if (detail == Detail.PROPERTIES) {
      List<Parcel> unmarked = kept;
      forgetUpdates();
      souls = new HashSet<>();
      for (Mark mark : properties) {
        souls.add(mark.soul());
      }
      properties = Set.of();
      detail = Detail.NODES;
      unmarked.forEach(this::mark);
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
