package io.gunrelay.relay.peers;

import io.gunrelay.relay.graph.Query;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What clients asked for, so that peers are asked for it once, and again when they come back. Kept
 * in two generations: what nobody has asked for since a whole generation is forgotten, and asked
 * anew when somebody does. Thread-safe.
 */
final class Wanted {
  private record Generations(Set<Query> young, Set<Query> old) {}

  private final int mostPerGeneration;
  private volatile Generations now = new Generations(newSet(), Set.of());

  Wanted(int mostPerGeneration) {
    this.mostPerGeneration = mostPerGeneration;
  }

  /** Remembers a query; false when it is remembered already. */
  boolean add(Query query) {
    Generations generations = now;
    boolean isNew = generations.young().add(query) && !generations.old().contains(query);
    if (generations.young().size() > mostPerGeneration) {
      // Two threads that do so at once forget one generation too many, which costs a question.
      now = new Generations(newSet(), generations.young());
    }
    return isNew;
  }

  /** Forgets a query: it was not asked after all. */
  void forget(Query query) {
    Generations generations = now;
    generations.young().remove(query);
    if (!generations.old().isEmpty()) {
      generations.old().remove(query);
    }
  }

  Set<Query> all() {
    Generations generations = now;
    Set<Query> all = new HashSet<>(generations.young());
    all.addAll(generations.old());
    return all;
  }

  private static Set<Query> newSet() {
    return ConcurrentHashMap.newKeySet();
  }
}
