package io.gunrelay.operator.entries;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One entry, when it was tried, and what came of it. */
final class EntryWatch {

  private Goal goal;
  private boolean underWay;
  private boolean proven;
  private @Nullable Instant begun;
  private @Nullable Trial last;

  EntryWatch(Goal goal) {
    this.goal = goal;
  }

  /** Whether it is the same entry, though much else may be new. */
  synchronized boolean isOf(Goal other) {
    return goal.order().url().equals(other.order().url());
  }

  synchronized EntryWatch directed(Goal now) {
    goal = now;
    return this;
  }

  synchronized Goal goal() {
    return goal;
  }

  /** Whether it is to be tried now; then nobody else does until it is free again. */
  synchronized boolean begin(Instant now, Duration interval) {
    boolean isFast = goal.urgent() || !serves();
    if (underWay || (begun != null && !isFast && now.isBefore(begun.plus(interval)))) {
      return false;
    }
    underWay = true;
    begun = now;
    return true;
  }

  synchronized void free() {
    underWay = false;
  }

  /** Returns whether it is news. */
  synchronized boolean ended(Trial trial) {
    boolean isNews = goal.urgent() || last == null || !trial.agrees(last);
    last = trial;
    proven |= serves();
    return isNews;
  }

  /** Whether the operator could use it the last time. */
  synchronized boolean serves() {
    return last != null && last.failure().isEmpty();
  }

  /**
   * Whether it has served once: one that has yet to be set up is not down, and nobody else is asked
   * about it.
   */
  synchronized boolean isProven() {
    return proven || goal.proven();
  }

  synchronized Optional<Trial> last() {
    return Optional.ofNullable(last);
  }
}
