package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Answers in pieces that a connection can take one by one. */
final class Chunks {
  static final int MAX_ENTRIES = 1_000;

  private Chunks() {}

  static Delta delta(Entry entry) {
    return new Delta(entry.soul(), entry.key(), entry.state(), entry.value());
  }

  static List<Delta> deltas(Collection<Entry> entries) {
    List<Delta> deltas = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      deltas.add(delta(entry));
    }
    return deltas;
  }

  /** Answers with all of them, or that there is nothing. */
  static void send(List<Delta> deltas, Answer answer) {
    if (deltas.isEmpty()) {
      answer.notFound();
    } else {
      send(deltas, 0, answer);
    }
  }

  private static void send(List<Delta> deltas, int from, Answer answer) {
    int to = from;
    long bytes = 0;
    while (to < deltas.size() && to - from < MAX_ENTRIES && bytes < answer.chunkBytes()) {
      bytes += deltas.get(to).value().size() + deltas.get(to).key().length();
      to++;
    }
    int next = to;
    boolean more = next < deltas.size();
    answer.chunk(deltas.subList(from, next), more);
    if (more) {
      answer.whenReady(() -> send(deltas, next, answer));
    }
  }
}
