package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.trace.TraceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The graph as replication uses it. */
public interface ReplicaGraph {
  /** Told what becomes of values, once, by any thread; must not block. */
  interface Merged {
    /** The trace that another relay began, null if it is not traced. */
    default @Nullable TraceContext trace() {
      return null;
    }

    /** What won stands in line for the disk, and what did not loses to something that does. */
    void submitted();

    /** Nothing was merged: the disk cannot be read. */
    void failed(StoreException why);
  }

  /**
   * Merges values of another relay: by HAM without its clock rule, which was for the relay that
   * took them from a client. Local subscribers hear of what wins.
   *
   * @param entries of one soul, with their tags
   * @param process the relay's process that they came from
   */
  void merge(String soul, List<Entry> entries, Origin process, Merged merged);
}
