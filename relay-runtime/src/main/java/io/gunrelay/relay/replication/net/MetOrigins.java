package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.store.Origin;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Processes of other relays: those that are replicated from now, each once and never this one, and
 * those that are alive as far as this relay has heard. Relays tell each other whom they have met
 * and how long ago that was, and pass on what they are told; as it only ever gets older on its way,
 * who is gone is forgotten by all of them. Thread-safe.
 */
final class MetOrigins {
  /** Who has not been met by anybody for as long is not heard of any more. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** More than a fleet has relays. */
  private static final int MAX_TOLD = 1024;

  private final Origin own;
  private final LongSupplier nanoTime;
  private final Set<Origin> met = ConcurrentHashMap.newKeySet();
  private final Map<Origin, Long> seenNs = new ConcurrentHashMap<>();

  MetOrigins(Origin own, LongSupplier nanoTime) {
    this.own = own;
    this.nanoTime = nanoTime;
  }

  /** False if it is this process, or there is a link to it already. */
  boolean add(Origin origin) {
    return !origin.equals(own) && met.add(origin);
  }

  /** Whether {@link #add} would do nothing. */
  boolean has(Origin origin) {
    return origin.equals(own) || met.contains(origin);
  }

  void remove(Origin origin) {
    if (met.remove(origin)) {
      seen(origin);
    }
  }

  /** It has just said something, without a link that stays. */
  void seen(Origin origin) {
    seenNs.put(origin, nanoTime.getAsLong());
  }

  /** Another relay says so of who was seen how many milliseconds ago. */
  void heardOf(Map<Origin, Integer> seen) {
    long now = nanoTime.getAsLong();
    seen.forEach((origin, agoMs) -> {
      if (!origin.equals(own)
          && agoMs < FRESH.toMillis()
          && (seenNs.size() < MAX_TOLD || seenNs.containsKey(origin))) {
        seenNs.merge(origin, now - Duration.ofMillis(agoMs).toNanos(), MetOrigins::later);
      }
    });
  }

  /** Whom this relay has met or heard of, and how many milliseconds ago they were met. */
  Map<Origin, Integer> tell() {
    forget();
    long now = nanoTime.getAsLong();
    Map<Origin, Integer> told = new HashMap<>();
    seenNs.forEach((origin, seen) -> {
      if (told.size() < MAX_TOLD) {
        told.put(origin, (int) Duration.ofNanos(Math.max(0, now - seen)).toMillis());
      }
    });
    met.forEach(origin -> told.put(origin, 0));
    return told;
  }

  /** Who is alive, as far as this relay has heard, without this process. */
  Set<Origin> alive() {
    forget();
    Set<Origin> alive = new HashSet<>(seenNs.keySet());
    alive.addAll(met);
    return alive;
  }

  private void forget() {
    long now = nanoTime.getAsLong();
    seenNs.values().removeIf(seen -> now - seen >= FRESH.toNanos());
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
