package io.gunrelay.relay.graph;

/**
 * What the graph may take.
 *
 * @param cacheBytes memory for nodes that are remembered
 * @param maxPendingBytes of puts that are merged and not synced yet; what comes beyond is refused
 * @param maxDeferred how many puts from the future are kept until they are due; what comes beyond
 *     is refused
 * @param storageThreads threads that read the disk
 */
public record GraphSettings(
    long cacheBytes, long maxPendingBytes, int maxDeferred, int storageThreads) {
  /** For a relay with {@code cacheBytes} of memory to remember nodes in. */
  public static GraphSettings withCache(long cacheBytes) {
    return new GraphSettings(cacheBytes, 64 << 20, 100_000, 2);
  }
}
