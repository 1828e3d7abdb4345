package io.gunrelay.relay.store;

import java.nio.file.Path;

/**
 * Where the store is and what it may take.
 *
 * @param folder is made if it is missing
 * @param blockCacheBytes for blocks read from the disk, indexes, filters and what is not flushed
 *     yet; at least 8 MiB
 * @param maxOpenFiles how many of its files are kept open
 */
public record StoreSettings(Path folder, long blockCacheBytes, int maxOpenFiles) {}
