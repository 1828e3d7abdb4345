package io.gunrelay.relay.graph;

/**
 * What the graph may take.
 *
 * @param cacheBytes memory for nodes that are remembered
 * @param maxPendingBytes of puts that are merged and not synced yet; what comes beyond is refused
 * @param maxDeferred how many puts from the future are kept until they are due; what comes beyond
 *     is refused
 * @param storageThreads threads that read the disk
 * @param durability what puts are acknowledged for
 */
public record GraphSettings(
    long cacheBytes,
    long maxPendingBytes,
    int maxDeferred,
    int storageThreads,
    Durability durability) {
  /** With puts acknowledged for {@link Durability#DISK}. */
  public GraphSettings(long cacheBytes, long maxPendingBytes, int maxDeferred, int storageThreads) {
    this(cacheBytes, maxPendingBytes, maxDeferred, storageThreads, Durability.DISK);
  }

  private static final long LEAST_DEFERRED_BYTES = 1 << 20;
  private static final int SHARE_OF_CACHE = 4;

  /** Memory of puts from the future that are kept until they are due; beyond, they are refused. */
  long maxDeferredBytes() {
    return Math.max(LEAST_DEFERRED_BYTES, cacheBytes / SHARE_OF_CACHE);
  }

  /** For a relay with {@code cacheBytes} of memory to remember nodes in. */
  public static GraphSettings withCache(long cacheBytes) {
    return new GraphSettings(cacheBytes, 64 << 20, 100_000, 2);
  }

  /** The same, with puts acknowledged for this. */
  public GraphSettings acknowledging(Durability what) {
    return new GraphSettings(cacheBytes, maxPendingBytes, maxDeferred, storageThreads, what);
  }
}
