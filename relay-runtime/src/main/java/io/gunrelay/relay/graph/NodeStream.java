package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.GraphReads;
import io.gunrelay.relay.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a node that is too large for memory, from the disk, chunk by chunk. Holds nothing of
 * the disk between two chunks, however long the receiver takes.
 *
 * <p>Chunks are of different instants. Nothing is lost by that: the receiver was subscribed before
 * the first, so a change is in a later chunk, or in an update, or in both.
 */
final class NodeStream implements Runnable {
  private final String soul;
  private final Map<String, Entry> unsynced = new HashMap<>();
  private final GraphReads reads;
  private final Executor storage;
  private final Answer answer;
  private @Nullable String last;
  private boolean started;

  /**
   * @param unsynced what had not reached the disk when the receiver was subscribed
   */
  NodeStream(
      String soul, Collection<Entry> unsynced, GraphReads reads, Executor storage, Answer answer) {
    this.soul = soul;
    this.reads = reads;
    this.storage = storage;
    this.answer = answer;
    for (Entry entry : unsynced) {
      this.unsynced.put(entry.key(), entry);
    }
  }

  /** Sends the next chunk; by a storage thread. */
  @Override
  public void run() {
    GraphReads.Stretch stretch;
    try {
      stretch = reads.node(soul, last, Chunks.MAX_ENTRIES, Chunks.MAX_BYTES);
    } catch (StoreException e) {
      answer.failed(e.reasonForClients());
      return;
    }
    List<Delta> deltas = new ArrayList<>(stretch.entries().size() + unsynced.size());
    for (Entry entry : stretch.entries()) {
      deltas.add(Chunks.delta(newest(entry)));
      last = entry.key();
    }
    if (stretch.complete()) {
      unsynced.values().forEach(entry -> deltas.add(Chunks.delta(entry)));
    }
    if (deltas.isEmpty()) {
      end();
      return;
    }
    started = true;
    answer.chunk(deltas, !stretch.complete());
    if (!stretch.complete()) {
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

  private Entry newest(Entry onDisk) {
    Entry inMemory = unsynced.remove(onDisk.key());
    if (inMemory == null
        || Ham.compare(onDisk.state(), onDisk.value(), inMemory.state(), inMemory.value()) > 0) {
      return onDisk;
    }
    return inMemory;
  }
}
