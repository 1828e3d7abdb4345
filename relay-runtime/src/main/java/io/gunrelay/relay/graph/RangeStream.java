package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.RangeReads;
import io.gunrelay.relay.store.RowKeys;
import io.gunrelay.relay.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Answers with properties from the disk, in order, chunk by chunk. Holds nothing of the disk
 * between two chunks, however long the receiver takes.
 *
 * <p>Chunks are of different instants. Nothing is lost by that: the receiver was subscribed before
 * the first, so a change is in a later chunk, or in an update, or in both.
 */
final class RangeStream implements Runnable {
  private final RangeReads reads;
  private final boolean reverse;
  private final TreeMap<Bytes, Entry> unsynced;
  private final Executor storage;
  private final Answer answer;
  private long budget;
  private RangeReads.@Nullable Position position;
  private boolean started;

  /**
   * @param query what {@code reads} reads
   * @param unsynced what had not reached the disk when the receiver was subscribed
   */
  RangeStream(
      RangeQuery query,
      Collection<Entry> unsynced,
      RangeReads reads,
      Executor storage,
      Answer answer) {
    this.reads = reads;
    this.reverse = query.reverse();
    this.budget = query.budget();
    this.storage = storage;
    this.answer = answer;
    Comparator<Bytes> order = Comparator.naturalOrder();
    this.unsynced = new TreeMap<>(reverse ? order.reversed() : order);
    for (Entry entry : unsynced) {
      if (query.matches(entry.soul(), entry.key())) {
        this.unsynced.put(row(entry), entry);
      }
    }
  }

  /** Sends the next chunk; by a storage thread. */
  @Override
  public void run() {
    // What the disk holds by now is read from there, or what has replaced it.
    unsynced.values().removeIf(Entry::isStored);
    RangeReads.Piece piece;
    try {
      piece = reads.next(position, Chunks.MAX_ENTRIES, answer.chunkBytes());
    } catch (StoreException e) {
      answer.failed(e.reasonForClients());
      return;
    }
    position = piece.next().orElse(null);
    List<Delta> deltas = affordable(merged(piece));
    boolean more = position != null && budget > 0;
    if (!deltas.isEmpty()) {
      started = true;
      answer.chunk(deltas, more);
    }
    if (!more) {
      if (deltas.isEmpty()) {
        end();
      }
    } else if (deltas.isEmpty()) {
      storage.execute(this);
    } else {
      answer.whenReady(() -> storage.execute(this));
    }
  }

  private void end() {
    if (started) {
      answer.chunk(List.of(), false);
    } else {
      answer.notFound();
    }
  }

  /** The piece, with what lies in it and is not on the disk. */
  private List<Entry> merged(RangeReads.Piece piece) {
    List<Entry> merged = new ArrayList<>(piece.entries().size());
    for (Entry onDisk : piece.entries()) {
      if (unsynced.isEmpty()) {
        merged.add(onDisk);
        continue;
      }
      Bytes row = row(onDisk);
      Iterator<Entry> before = unsynced.headMap(row).values().iterator();
      while (before.hasNext()) {
        merged.add(before.next());
        before.remove();
      }
      merged.add(newer(onDisk, unsynced.remove(row)));
    }
    Iterator<Map.Entry<Bytes, Entry>> rest = unsynced.entrySet().iterator();
    while (rest.hasNext()) {
      Map.Entry<Bytes, Entry> next = rest.next();
      if (position != null && !position.isBehind(next.getKey(), reverse)) {
        break;
      }
      merged.add(next.getValue());
      rest.remove();
    }
    return merged;
  }

  private List<Delta> affordable(List<Entry> entries) {
    List<Delta> deltas = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (budget <= 0) {
        break;
      }
      budget -= ValueLength.of(entry.value());
      deltas.add(Chunks.delta(entry));
    }
    return deltas;
  }

  private static Entry newer(Entry onDisk, @Nullable Entry inMemory) {
    return inMemory == null
            || Ham.compare(onDisk.state(), onDisk.value(), inMemory.state(), inMemory.value()) > 0
        ? onDisk
        : inMemory;
  }

  private static Bytes row(Entry entry) {
    return Bytes.wrap(RowKeys.property(entry.soul(), entry.key()));
  }
}
