package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.replication.Changes;
import io.gunrelay.relay.replication.SourceSession;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreContents;
import io.gunrelay.relay.store.VersionVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes of what a source says what one would say that breaks a rule. */
final class BrokenFeed {
  private static final int OVERFLOW = 3;

  private final Mutation mutation;
  private final SimRelay relay;
  private final SimRelay.Running giving;
  private final Random random;
  private final List<Changes> heldBack = new ArrayList<>();
  private @Nullable SourceSession session;
  private int committedWhileFilling;

  BrokenFeed(Mutation mutation, SimRelay relay, SimRelay.Running giving, Random random) {
    this.mutation = mutation;
    this.relay = relay;
    this.giving = giving;
    this.random = random;
  }

  void begin(SourceSession of) {
    session = of;
    if (mutation == Mutation.START_ANEW_AFTER_AN_OVERFLOW) {
      giving
          .journal()
          .visit(point -> point.follow(commit -> committedWhileFilling += of.isFilled() ? 0 : 1));
    }
  }

  /** Whether the tail was longer than it may be, and the rule is to give up then. */
  boolean isGivenUp() {
    return committedWhileFilling > OVERFLOW;
  }

  /** What is sent in place of it. */
  List<Changes> send(Changes changes) {
    SourceSession from = session;
    boolean tail = from != null && from.isFilled() && !changes.filled();
    return switch (mutation) {
      case ADOPT_THE_VECTOR_EARLY -> vectorFirst(changes);
      case ADVANCE_ON_TAGS -> List.of(advancedBy(changes, tags(changes)));
      case DROP_A_TAIL_ENTRY ->
          changes.advanced().equals(VersionVector.EMPTY) || random.nextInt(4) > 0
              ? List.of(changes)
              : List.of(new Changes(List.of(), changes.advanced(), changes.filled()));
      case GO_ON_AFTER_AN_OVERFLOW -> tail && random.nextInt(4) == 0 ? List.of() : List.of(changes);
      case READ_THE_VECTOR_AT_THE_END ->
          List.of(changes.filled() ? advancedBy(changes, vector()) : changes);
      case LEAVE_OUT_WHAT_IS_ABOVE_THE_VECTOR ->
          List.of(tail ? changes : only(changes, value -> vector().covers(value.tag())));
      default -> List.of(changes);
    };
  }

  private List<Changes> vectorFirst(Changes changes) {
    heldBack.add(changes);
    if (!changes.filled() && changes.advanced().equals(VersionVector.EMPTY)) {
      return List.of();
    }
    List<Changes> all = new ArrayList<>(heldBack);
    heldBack.clear();
    if (changes.filled()) {
      all.addFirst(all.removeLast());
    }
    return all;
  }

  private VersionVector vector() {
    return StoreContents.read(relay.disk()).vector();
  }

  private static VersionVector tags(Changes changes) {
    Map<Origin, Long> tags = new HashMap<>();
    for (Commit.Value value : changes.values()) {
      tags.merge(value.tag().origin(), value.tag().sequence(), Math::max);
    }
    return VersionVector.of(tags);
  }

  private static Changes advancedBy(Changes changes, VersionVector more) {
    return new Changes(changes.values(), changes.advanced().max(more), changes.filled());
  }

  private static Changes only(Changes changes, Predicate<Commit.Value> kept) {
    return new Changes(
        changes.values().stream().filter(kept).toList(), changes.advanced(), changes.filled());
  }
}
