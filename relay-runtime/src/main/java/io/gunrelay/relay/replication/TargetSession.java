package io.gunrelay.relay.replication;

import io.gunrelay.relay.graph.ReplicaGraph;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.Journal;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.Transaction;
import io.gunrelay.relay.store.VersionVector;
import io.gunrelay.relay.store.Write;
import io.gunrelay.relay.trace.TraceContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The side of a session that takes. Values are merged at once, many at a time; an advance goes to
 * the journal only when every value that came before it stands in line there, so it reaches the
 * disk with them or after them.
 *
 * <p>Thread-safe; {@link #received} must be called in the order of the messages.
 */
public final class TargetSession {
  /** Told how far it is, by any thread; must not block. */
  public interface Listener {
    /** What came with one call of {@link #received}, and all before it, has been synced. */
    void stored(long bytes, boolean filled);

    /** Nothing more is taken: the session is of no use any more. */
    void broken(StoreException why);
  }

  private final class Step implements ReplicaGraph.Merged {
    private final VersionVector advanced;
    private final boolean filled;
    private final long bytes;
    private int parts;

    Step(Changes changes, int parts, long bytes) {
      this.advanced = changes.advanced();
      this.filled = changes.filled();
      this.parts = parts;
      this.bytes = bytes;
    }

    @Override
    public void submitted() {
      partSubmitted(this);
    }

    @Override
    public void failed(StoreException why) {
      fail(why);
    }
  }

  /** A part of a step that is traced; for several traces of one soul, the last. */
  private record Traced(Step step, TraceContext trace) implements ReplicaGraph.Merged {
    @Override
    public void submitted() {
      step.submitted();
    }

    @Override
    public void failed(StoreException why) {
      step.failed(why);
    }
  }

  private final ReplicaGraph graph;
  private final Journal journal;
  private final Origin source;
  private final Listener listener;
  private final Queue<Step> steps = new ArrayDeque<>();
  private boolean broken;

  /** Begins one: {@code source} is the process that gives. */
  public TargetSession(ReplicaGraph graph, Journal journal, Origin source, Listener listener) {
    this.graph = graph;
    this.journal = journal;
    this.source = source;
    this.listener = listener;
  }

  /**
   * Takes a message.
   *
   * @param bytes its size, for {@link Listener#stored}
   */
  public void received(Changes changes, long bytes) {
    Map<String, List<Entry>> bySoul = LinkedHashMap.newLinkedHashMap(changes.values().size());
    Map<String, TraceContext> traces = new HashMap<>(0);
    for (Commit.Value value : changes.values()) {
      Entry entry = value.entry();
      bySoul.computeIfAbsent(entry.soul(), soul -> new ArrayList<>(1)).add(entry);
      if (value.trace() != null) {
        traces.put(entry.soul(), value.trace());
      }
    }
    Step step = new Step(changes, bySoul.size() + 1, bytes);
    synchronized (this) {
      steps.add(step);
    }
    bySoul.forEach((soul, entries) -> {
      TraceContext trace = traces.get(soul);
      graph.merge(soul, entries, source, trace == null ? step : new Traced(step, trace));
    });
    step.submitted();
  }

  private synchronized void partSubmitted(Step step) {
    step.parts--;
    for (Step first = steps.peek();
        first != null && first.parts == 0 && !broken;
        first = steps.peek()) {
      steps.remove();
      journal.submit(advance(first));
    }
  }

  private void fail(StoreException why) {
    synchronized (this) {
      if (broken) {
        return;
      }
      broken = true;
      steps.clear();
    }
    listener.broken(why);
  }

  private Transaction advance(Step step) {
    return new Transaction(
        List.of(new Write.Advance(step.advanced)),
        source,
        new Transaction.Outcome() {
          @Override
          public void stored() {
            listener.stored(step.bytes, step.filled);
          }

          @Override
          public void delayed(StoreException why) {
            // No confirmation, so the source stops at its window until the disk takes it.
          }
        });
  }
}
