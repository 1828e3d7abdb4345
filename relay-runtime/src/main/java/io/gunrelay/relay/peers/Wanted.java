package io.gunrelay.relay.peers;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What clients asked for, so that peers are asked for it once, and again when they come back. Kept
 * in two generations: what nobody has asked for since a whole generation is forgotten, and asked
 * anew when somebody does. Thread-safe.
 */
final class Wanted {
  private record Generations(Set<Question> young, Set<Question> old) {}

  private final int mostPerGeneration;
  private volatile Generations now = new Generations(newSet(), Set.of());

  Wanted(int mostPerGeneration) {
    this.mostPerGeneration = mostPerGeneration;
  }

  /** Remembers a question; false when it is remembered already. */
  boolean add(Question question) {
    Generations generations = now;
    boolean isNew = generations.young().add(question) && !generations.old().contains(question);
    if (generations.young().size() > mostPerGeneration) {
      // Two threads that do so at once forget one generation too many, which costs a question.
      now = new Generations(newSet(), generations.young());
    }
    return isNew;
  }

  /** Forgets a question: it was not asked after all. */
  void forget(Question question) {
    Generations generations = now;
    generations.young().remove(question);
    if (!generations.old().isEmpty()) {
      generations.old().remove(question);
    }
  }

  Set<Question> all() {
    Generations generations = now;
    Set<Question> all = new HashSet<>(generations.young());
    all.addAll(generations.old());
    return all;
  }

  private static Set<Question> newSet() {
    return ConcurrentHashMap.newKeySet();
  }
}
