package io.gunrelay.relay.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The messages of the last seconds, so that one that comes again is not worked on again.
 *
 * <p>Kept in generations of a third of the time: an id is remembered for at least the whole of it,
 * unless so many come that the oldest generation has to go early.
 */
final class RecentIds {
  private static final int GENERATIONS = 4;
  private static final int MAX_PER_GENERATION = 1 << 16;

  private final Deque<LongSet> generations = new ArrayDeque<>();
  private final long generationNs;
  private long currentSinceNs;

  RecentIds(Duration memory, long nowNs) {
    generationNs = memory.toNanos() / (GENERATIONS - 1);
    currentSinceNs = nowNs;
    generations.add(new LongSet());
  }

  /** Remembers the hash of a message; false when it is remembered already. */
  boolean add(long hash, long nowNs) {
    turn(nowNs);
    for (LongSet generation : generations) {
      if (generation.contains(hash)) {
        return false;
      }
    }
    return generations.getFirst().add(hash);
  }

  private void turn(long nowNs) {
    long behind = (nowNs - currentSinceNs) / generationNs;
    if (behind >= GENERATIONS) {
      generations.clear();
      generations.add(new LongSet());
      currentSinceNs = nowNs;
    } else if (behind > 0) {
      for (long i = 0; i < behind; i++) {
        next();
      }
      currentSinceNs += behind * generationNs;
    } else if (generations.getFirst().size() >= MAX_PER_GENERATION) {
      next();
      currentSinceNs = nowNs;
    }
  }

  private void next() {
    generations.addFirst(new LongSet());
    if (generations.size() > GENERATIONS) {
      generations.removeLast();
    }
  }
}
