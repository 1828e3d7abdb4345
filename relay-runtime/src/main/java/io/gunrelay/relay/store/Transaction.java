package io.gunrelay.relay.store;

import io.gunrelay.relay.trace.TraceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes that reach the disk together, or not at all. */
public final class Transaction extends Journal.Work {
  /** Told what becomes of a transaction, by the journal's thread; must not block. */
  public interface Outcome {
    /** All of it, and what it waited for, has been synced. */
    void stored();

    /**
     * The disk does not take it now. It stays in line and {@link #stored} follows when it does,
     * unless the process ends before. Called at most once.
     */
    void delayed(StoreException why);

    /** The trace that its changes belong to, null if there is none. */
    default @Nullable TraceContext trace() {
      return null;
    }
  }

  private final List<? extends Write> writes;
  private final @Nullable Origin sender;
  private final Outcome outcome;
  private boolean delayed;

  /**
   * @param sender the process of another relay that the changes came from, null if they are taken
   *     here
   */
  public Transaction(List<? extends Write> writes, @Nullable Origin sender, Outcome outcome) {
    this.writes = writes;
    this.sender = sender;
    this.outcome = outcome;
  }

  List<? extends Write> writes() {
    return writes;
  }

  @Nullable Origin sender() {
    return sender;
  }

  @Nullable TraceContext trace() {
    return outcome.trace();
  }

  void stored() {
    outcome.stored();
  }

  void delayed(StoreException why) {
    if (!delayed) {
      delayed = true;
      outcome.delayed(why);
    }
  }
}
