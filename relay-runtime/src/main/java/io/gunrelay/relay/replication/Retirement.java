package io.gunrelay.relay.replication;

import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.store.FeedCensus;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.VersionVector;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the vector small. Every process is an origin, and most are dead: what they left is
 * forgotten as soon as no current value is tagged with it. Where too many dead origins have values,
 * those of the one with the fewest become changes of this relay, little by little.
 *
 * <p>Each relay does so for itself. A value that several have made their own is the same value, so
 * nothing is decided by it; that it is sent once more by each is why origins with many values are
 * left alone.
 *
 * <p>Belongs to one thread, which may block for the disk.
 */
public final class Retirement {
  /**
   * How much is kept.
   *
   * @param origins dead ones that may have values
   * @param grace how long an origin has not been met before it is taken for dead
   * @param page values that are made own ones in a turn
   */
  public record Limits(int origins, Duration grace, int page) {
    /** A vector of some hundred entries; a thousand values a second at most. */
    public static final Limits USUAL = new Limits(32, Duration.ofMinutes(10), 256);
  }

  private static final Logger LOG = System.getLogger(Retirement.class.getName());

  /** An origin with as many values is large, whatever it has beyond. */
  private static final int LARGE = 10_000;

  private final GraphEngine engine;
  private final Supplier<Set<Origin>> live;
  private final Limits limits;
  private final Consumer<Set<Origin>> retired;
  private final LongSupplier nanoTime;
  private final Map<Origin, Long> missedSinceNs = new HashMap<>();

  private volatile @Nullable VersionVector seen;

  /** Whose values are being made own ones; counting all again each time would cost too much. */
  private @Nullable Origin emptying;

  /**
   * @param live who is linked now
   * @param retired told who has left the vector; by the journal's thread
   */
  public Retirement(
      GraphEngine engine,
      Supplier<Set<Origin>> live,
      Limits limits,
      Consumer<Set<Origin>> retired,
      LongSupplier nanoTime) {
    this.engine = engine;
    this.live = live;
    this.limits = limits;
    this.retired = retired;
    this.nanoTime = nanoTime;
  }

  /** Does a little of what there is to do; for the vector as it was at the last turn. */
  public void turn() {
    VersionVector vector = seen;
    if (vector != null) {
      act(vector);
    }
    engine.journal().visit(point -> seen = point.vector());
  }

  /** As it was at the last turn. From any thread. */
  public VersionVector vector() {
    VersionVector vector = seen;
    return vector == null ? VersionVector.EMPTY : vector;
  }

  private void act(VersionVector vector) {
    Set<Origin> dead = dead(vector);
    if (dead.isEmpty()) {
      return;
    }
    try (FeedCensus census = engine.census()) {
      Set<Origin> bare =
          dead.stream().filter(origin -> !census.has(origin)).collect(Collectors.toSet());
      if (!bare.isEmpty()) {
        engine.journal().retire(bare, retired);
      }
      dead.removeAll(bare);
      if (dead.size() <= limits.origins()) {
        emptying = null;
        return;
      }
      Origin of = emptying;
      if (of == null || !dead.contains(of)) {
        of = least(dead, census.counts(LARGE));
        emptying = of;
      }
      for (FeedCensus.Property property : census.properties(of, limits.page())) {
        engine.retag(property.soul(), property.key(), of);
      }
    } catch (StoreException e) {
      LOG.log(Level.DEBUG, "dead origins cannot be looked for now: {0}", e.getMessage());
    }
  }

  private Set<Origin> dead(VersionVector vector) {
    long now = nanoTime.getAsLong();
    Set<Origin> met = live.get();
    missedSinceNs.keySet().retainAll(vector.sequences().keySet());
    missedSinceNs.keySet().removeAll(met);
    Set<Origin> dead = new HashSet<>();
    for (Origin origin : vector.sequences().keySet()) {
      if (!met.contains(origin) && !origin.equals(engine.origin())) {
        long since = missedSinceNs.computeIfAbsent(origin, of -> now);
        if (now - since >= limits.grace().toNanos()) {
          dead.add(origin);
        }
      }
    }
    return dead;
  }

  private static Origin least(Set<Origin> dead, Map<Origin, Integer> counts) {
    return dead.stream()
        .min(
            Comparator.<Origin>comparingInt(origin -> counts.getOrDefault(origin, 0))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }
}
