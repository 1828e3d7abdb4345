package io.gunrelay.relay.graph;

/** What one shard carries. */
record ShardFigures(long subscriptions, long cacheBytes, long hits, long misses) {}
