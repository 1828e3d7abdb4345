package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait until their receiver can take them. A ring that takes no memory until it is
 * used, as most clients are idle. Belongs to one loop.
 */
final class Unread {
  private static final int INITIAL = 8;
  private static final int KEPT = 64;
  private static final @Nullable Parcel[] NOTHING = {};

  private final Loop loop;
  private @Nullable Parcel[] ring = NOTHING;
  private int first;
  private int count;
  private long bytes;

  Unread(Loop loop) {
    this.loop = loop;
  }

  void add(Parcel parcel) {
    if (count == ring.length) {
      grow();
    }
    ring[(first + count) & (ring.length - 1)] = parcel;
    count++;
    bytes += parcel.size();
    loop.countUnread(Parcel.REFERENCE_BYTES + (parcel.hold() ? parcel.size() : 0));
  }

  boolean isEmpty() {
    return count == 0;
  }

  int size() {
    return count;
  }

  /** Bytes of all of them, whoever else waits for the same. */
  long bytes() {
    return bytes;
  }

  /**
   * Moves messages into {@code batch} until they make up {@code frameBytes}, but at least one.
   * There must be one.
   *
   * @return how many of them are updates
   */
  int take(List<Bytes> batch, int frameBytes) {
    long size = 0;
    int updates = 0;
    while (count > 0 && (size == 0 || size + peek().size() <= frameBytes)) {
      Parcel next = remove();
      batch.add(next.message());
      size += next.size();
      updates += next.isUpdate() ? 1 : 0;
    }
    if (count == 0 && ring.length > KEPT) {
      trim();
    }
    return updates;
  }

  void clear() {
    while (count > 0) {
      remove();
    }
    trim();
  }

  /** Gives up memory that is not in use. */
  void trim() {
    if (count == 0) {
      ring = NOTHING;
      first = 0;
    }
  }

  private Parcel peek() {
    return Objects.requireNonNull(ring[first]);
  }

  private Parcel remove() {
    Parcel parcel = peek();
    ring[first] = null;
    first = (first + 1) & (ring.length - 1);
    count--;
    bytes -= parcel.size();
    loop.countUnread(-(Parcel.REFERENCE_BYTES + (parcel.letGo() ? parcel.size() : 0)));
    return parcel;
  }

  private void grow() {
    @Nullable Parcel[] larger = Arrays.copyOf(ring, Math.max(INITIAL, ring.length * 2));
    // The part before the first moves behind the rest, and its old places become free.
    System.arraycopy(ring, 0, larger, ring.length, first);
    Arrays.fill(larger, 0, first, null);
    ring = larger;
  }
}
