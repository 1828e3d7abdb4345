package io.gunrelay.relay.measure;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * About how many different keys have signed lately. Time is cut into slices with a sketch each; a
 * window is the union of its latest slices. Takes at most 170 KiB, however many keys there are.
 * Thread-safe.
 */
public final class ActiveUsers {
  private static final int MINUTES = 60;
  private static final int HOURS = 24;

  private record Slice(long number, Sketch sketch) {}

  private static final class Ring {
    private final long sliceMillis;
    private final AtomicReferenceArray<@Nullable Slice> slices;

    Ring(Duration slice, int slices) {
      this.sliceMillis = slice.toMillis();
      this.slices = new AtomicReferenceArray<>(slices);
    }

    void add(long hash, long nowMillis) {
      long number = nowMillis / sliceMillis;
      int at = Math.floorMod(number, slices.length());
      Slice slice = slices.get(at);
      while (slice == null || slice.number < number) {
        slices.compareAndSet(at, slice, new Slice(number, new Sketch()));
        slice = slices.get(at);
      }
      slice.sketch.add(hash);
    }

    double count(int latest, long nowMillis) {
      long oldest = nowMillis / sliceMillis - latest;
      byte[] union = new byte[Sketch.REGISTERS];
      for (int i = 0; i < slices.length(); i++) {
        Slice slice = slices.get(i);
        if (slice != null && slice.number > oldest) {
          slice.sketch.addTo(union);
        }
      }
      return Sketch.estimate(union);
    }
  }

  private final InstantSource clock;
  private final long seed;
  private final Ring minutes = new Ring(Duration.ofMinutes(1), MINUTES);
  private final Ring hours = new Ring(Duration.ofHours(1), HOURS);

  /**
   * Counts from now on.
   *
   * @param seed random, so that nobody can choose keys that count more than others
   */
  public ActiveUsers(InstantSource clock, long seed) {
    this.clock = clock;
    this.seed = seed;
  }

  /** A signature by this public key has been found good; by any thread. */
  public void seen(String publicKey) {
    long hash = hash(publicKey);
    long now = clock.millis();
    minutes.add(hash, now);
    hours.add(hash, now);
  }

  /** About how many keys were seen in the last so many minutes, up to 60. */
  public double inMinutes(int latest) {
    return minutes.count(latest, clock.millis());
  }

  /** About how many keys were seen in the last so many hours, up to 24. */
  public double inHours(int latest) {
    return hours.count(latest, clock.millis());
  }

  private long hash(String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    // The last steps of MurmurHash3 spread each bit over all.
    hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return hash ^ (hash >>> 33);
  }
}
