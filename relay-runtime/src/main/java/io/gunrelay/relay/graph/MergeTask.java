package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.Transaction;
import io.gunrelay.relay.store.Write;
import io.gunrelay.relay.trace.Trace;
import io.gunrelay.relay.trace.TraceContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of one soul that are merged by HAM: a client's, another relay's, or ones that are due. */
final class MergeTask extends NodeTask implements Transaction.Outcome {
  /** Told how far it is, by any thread; must not block. */
  interface Progress {
    /** The trace of what is merged, null if it has none. */
    default @Nullable Trace trace() {
      return null;
    }

    /** These values are new to the soul; told before {@link #decided}, if there are any. */
    default void won(String soul, List<Entry> winners) {}

    /** It is decided what wins; nothing of it is on its way to the disk yet. */
    default void decided() {}

    /** What won stands in line for the disk, behind everything that it rests on. */
    default void submitted() {}

    /**
     * What won, or what stands instead, has been synced.
     *
     * @param writes what it was, with the tags that it has got
     */
    default void stored(List<? extends Write> writes) {}

    /** Whether it wants to hear when what it brought from the future is due. */
    default boolean awaitsMaturity() {
      return false;
    }

    /** What it brought from the future, a key of it, was merged when it was due, and synced. */
    default void matured(List<? extends Write> writes) {}

    /** The disk does not take it now; {@link #stored} may follow. */
    default void delayed(StoreException why) {}

    /** Nothing was merged: the disk cannot be read. */
    void failed(StoreException why);
  }

  /** Who brings the values. */
  sealed interface Bringer {
    /** A client of this relay; its values become own changes. */
    record Sender(Client client) implements Bringer {}

    /** Another relay's process; the values keep their tags. */
    record Relay(Origin process) implements Bringer {}

    /** Time; the value was kept until it was due. */
    record Due(Write.Undefer kept) implements Bringer {}
  }

  private final String soul;
  private final List<Entry> candidates;
  private final Bringer bringer;
  private final Progress progress;
  private @Nullable Node pinned;
  private List<Write> writes = List.of();

  /**
   * @param candidates of one soul
   */
  MergeTask(String soul, List<Entry> candidates, Bringer bringer, Progress progress) {
    this.soul = soul;
    this.candidates = candidates;
    this.bringer = bringer;
    this.progress = progress;
  }

  @Override
  String soul() {
    return soul;
  }

  @Override
  boolean isReady(Node node) {
    for (Entry candidate : candidates) {
      if (!node.knows(candidate.key())) {
        return false;
      }
    }
    return true;
  }

  @Override
  void want(Node node, NodeLoad load) {
    for (Entry candidate : candidates) {
      if (!node.knows(candidate.key())) {
        load.want(candidate.key());
      }
    }
  }

  @Override
  void apply(Shard shard, Node node) {
    writes = new ArrayList<>(candidates.size() + 1);
    List<Entry> winners = new ArrayList<>(candidates.size());
    for (Entry candidate : candidates) {
      Entry standing = node.get(candidate.key());
      if (standing == null || wins(candidate, standing)) {
        node.put(candidate);
        winners.add(candidate);
        writes.add(new Write.Change(candidate, standing));
      } else if (!(bringer instanceof Bringer.Relay)) {
        writes.add(new Write.Confirm(standing));
      }
    }
    if (bringer instanceof Bringer.Due due) {
      writes.add(due.kept());
    }
    pinned = node;
    if (!winners.isEmpty()) {
      progress.won(soul, winners);
    }
    progress.decided();
    shard.commit(node, new Transaction(writes, origin(), this));
    progress.submitted();
    if (!winners.isEmpty()) {
      Client source = bringer instanceof Bringer.Sender sender ? sender.client() : null;
      shard.publish(soul, winners, source, progress.trace());
      if (!(bringer instanceof Bringer.Relay)) {
        shard.witness(winners, source);
      }
    }
  }

  @Override
  void fail(StoreException why) {
    progress.failed(why);
  }

  @Override
  public @Nullable TraceContext trace() {
    Trace trace = progress.trace();
    return trace == null ? null : trace.context();
  }

  @Override
  public void stored() {
    if (pinned != null) {
      pinned.unpin();
    }
    progress.stored(writes);
  }

  @Override
  public void delayed(StoreException why) {
    progress.delayed(why);
  }

  private @Nullable Origin origin() {
    return bringer instanceof Bringer.Relay relay ? relay.process() : null;
  }

  private static boolean wins(Entry candidate, Entry standing) {
    return Ham.compare(candidate.state(), candidate.value(), standing.state(), standing.value())
        > 0;
  }
}
