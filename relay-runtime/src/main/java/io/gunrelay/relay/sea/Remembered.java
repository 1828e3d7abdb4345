package io.gunrelay.relay.sea;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last thing seen in each of a fixed number of places: a cache that is bounded, needs no upkeep
 * and no lock. What falls into a taken place pushes out what was there. Thread-safe.
 *
 * @param <T> has an {@code equals} that no stranger can deceive, for its {@code hashCode} can be
 */
final class Remembered<T> {
  private final AtomicReferenceArray<@Nullable T> places;

  /**
   * @param bits the number of places is two to the power of it
   */
  Remembered(int bits) {
    places = new AtomicReferenceArray<>(1 << bits);
  }

  /** What was last put where {@code like} would be put, which may be something else. */
  @Nullable T near(int hash) {
    return places.get(place(hash));
  }

  void put(int hash, T seen) {
    places.set(place(hash), seen);
  }

  private int place(int hash) {
    int spread = hash * 0x9E3779B9;
    return (spread ^ (spread >>> 16)) & (places.length() - 1);
  }
}
