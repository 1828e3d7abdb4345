package io.gunrelay.relay.graph;

import java.util.Map;

/**
 * What the graph carries.
 *
 * @param subscriptions souls and keys that clients are subscribed to
 * @param puts keys taken from clients since the start
 * @param pendingBytes of puts that are merged and not synced yet
 * @param deferred puts from the future that are kept
 * @param cacheBytes about what the remembered nodes take
 * @param cacheHits operations that needed no read of the disk
 * @param cacheMisses operations that did
 * @param commits syncs since the start
 * @param putBytes of souls, keys and values that were taken from clients
 * @param refused puts that were not taken, by reason
 */
public record GraphFigures(
    long subscriptions,
    long puts,
    long pendingBytes,
    int deferred,
    long cacheBytes,
    long cacheHits,
    long cacheMisses,
    long commits,
    long putBytes,
    Map<Refusal, Long> refused) {}
