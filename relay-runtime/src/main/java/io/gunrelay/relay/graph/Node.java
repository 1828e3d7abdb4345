package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a shard knows of one soul: some of its properties, or all. Belongs to the shard. */
final class Node {
  private static final Entry ABSENT = Entry.own("", "", Double.NEGATIVE_INFINITY, Bytes.EMPTY);
  private static final int NODE_OVERHEAD = 240;
  private static final int ENTRY_OVERHEAD = 144;

  private final String soul;
  private final Map<String, Entry> entries = new HashMap<>(4);
  private final AtomicInteger inFlight = new AtomicInteger();
  private @Nullable ArrayDeque<NodeTask> waiting;
  private boolean loading;
  private boolean complete;
  private boolean large;
  private boolean listed;
  private long bytes;
  @Nullable Node older;
  @Nullable Node newer;

  Node(String soul) {
    this.soul = soul;
    this.bytes = NODE_OVERHEAD + 2L * soul.length();
  }

  String soul() {
    return soul;
  }

  /** About how much memory it takes. */
  long bytes() {
    return bytes;
  }

  /** Whether it is known what the property is, or that there is none. */
  boolean knows(String key) {
    return complete || entries.containsKey(key);
  }

  /** Whether every property is known. */
  boolean isComplete() {
    return complete;
  }

  /** Whether it has too many properties to be kept as a whole. */
  boolean isLarge() {
    return large;
  }

  /** A property that is known; null if there is none. */
  @Nullable Entry get(String key) {
    Entry entry = entries.get(key);
    return entry == ABSENT ? null : entry;
  }

  void put(Entry entry) {
    Entry before = entries.put(entry.key(), entry);
    bytes += size(entry) - (before == null ? 0 : size(before));
  }

  /** What is known to be there. */
  List<Entry> present() {
    List<Entry> present = new ArrayList<>(entries.size());
    for (Entry entry : entries.values()) {
      if (entry != ABSENT) {
        present.add(entry);
      }
    }
    return present;
  }

  /** What has not reached the disk yet. */
  Collection<Entry> unsynced() {
    if (!isPinned()) {
      return List.of();
    }
    List<Entry> unsynced = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry != ABSENT && !entry.isStored()) {
        unsynced.add(entry);
      }
    }
    return unsynced;
  }

  /** Takes what the disk held for a key, unless something newer has come since. */
  void install(String key, @Nullable Entry found) {
    if (!entries.containsKey(key)) {
      Entry entry = found == null ? ABSENT : found;
      entries.put(key, entry);
      bytes += size(entry);
    }
  }

  void setComplete() {
    complete = true;
  }

  void setLarge() {
    large = true;
  }

  /** Forgets what is on disk anyway; later reads ask there. */
  void trim() {
    entries.clear();
    complete = false;
    large = true;
    bytes = NODE_OVERHEAD + 2L * soul.length();
  }

  /** A transaction about this node is on its way to the disk: until then it must stay. */
  void pin() {
    inFlight.incrementAndGet();
  }

  /** From any thread. */
  void unpin() {
    inFlight.decrementAndGet();
  }

  /** Whether a transaction about this node is on its way to the disk. */
  boolean isPinned() {
    return inFlight.get() != 0;
  }

  /** Whether the shard's list of unsynced nodes has it. */
  boolean isListed() {
    return listed;
  }

  void setListed(boolean listed) {
    this.listed = listed;
  }

  boolean mayBeForgotten() {
    return !loading && waiting == null && !isPinned();
  }

  boolean isLoading() {
    return loading;
  }

  void setLoading(boolean loading) {
    this.loading = loading;
  }

  boolean hasWaiting() {
    return waiting != null;
  }

  void await(NodeTask task) {
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    waiting.add(task);
  }

  /** The tasks that wait, oldest first. */
  Collection<NodeTask> waiting() {
    return waiting == null ? List.of() : waiting;
  }

  void removeFirstWaiting() {
    if (waiting != null) {
      waiting.poll();
      if (waiting.isEmpty()) {
        waiting = null;
      }
    }
  }

  private static int size(Entry entry) {
    return ENTRY_OVERHEAD + 2 * entry.key().length() + entry.value().size();
  }
}
