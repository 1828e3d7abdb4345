package io.gunrelay.relay.store;

import java.util.HashMap;
import java.util.Map;

/**
 * What a store holds.
 *
 * @param souls nodes with at least one key
 * @param valueBytes of the current values alone, without names, states and tags
 * @param rowBytes of all that the current values need, with names, states, tags and the feed,
 *     uncompressed
 * @param diskBytes of all files, compressed, with what has been superseded and is there still
 * @param deferred puts from the future
 * @param vector what is covered
 * @param values how many current values are of each origin, of those that have any
 */
public record StoreSurvey(
    long format,
    long souls,
    long keys,
    long valueBytes,
    long rowBytes,
    long diskBytes,
    long deferred,
    VersionVector vector,
    Map<Origin, Long> values) {

  /** Reads all of it. */
  public static StoreSurvey of(ReadOnlyStore store) {
    long souls = 0;
    long keys = 0;
    long valueBytes = 0;
    long rowBytes = 0;
    long deferred = 0;
    Map<Origin, Long> values = new HashMap<>();
    try (ReadOnlyStore.Walk<Entry> entries = store.entries()) {
      String soul = null;
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (!entry.soul().equals(soul)) {
          soul = entry.soul();
          souls++;
        }
        keys++;
        valueBytes += entry.value().size();
        rowBytes += Rows.bytes(entry);
        values.merge(entry.tag().origin(), 1L, Long::sum);
      }
    }
    try (ReadOnlyStore.Walk<Write.Deferred> puts = store.deferred()) {
      for (; puts.hasNext(); puts.next()) {
        deferred++;
      }
    }
    return new StoreSurvey(
        store.format(),
        souls,
        keys,
        valueBytes,
        rowBytes,
        store.sizeBytes(),
        deferred,
        store.vector(),
        Map.copyOf(values));
  }
}
