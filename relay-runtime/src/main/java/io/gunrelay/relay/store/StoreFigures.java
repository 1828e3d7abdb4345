package io.gunrelay.relay.store;

/**
 * What a store takes, in bytes, as the database estimates it.
 *
 * @param live values that are current, on the disk
 * @param tables files of tables, with what they hold that is outdated
 * @param buffers in memory, written to the log alone so far
 * @param blockCache in memory, of what has been read; the buffers are charged to it
 * @param compactionPending to be rewritten until every level has its proper size
 */
public record StoreFigures(
    long live, long tables, long buffers, long blockCache, long compactionPending) {
  /** Of a store that cannot tell. */
  public static final StoreFigures UNKNOWN = new StoreFigures(0, 0, 0, 0, 0);
}
