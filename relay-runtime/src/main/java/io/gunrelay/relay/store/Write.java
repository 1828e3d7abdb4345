package io.gunrelay.relay.store;

import io.gunrelay.relay.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** One thing that a transaction does. */
public sealed interface Write {
  /**
   * The tag of the value that stands once this has been committed; null if it is about none. To be
   * called by the journal's thread, when the transaction is told that it was stored.
   */
  default @Nullable Tag tag() {
    return switch (this) {
      case Change change -> change.entry().tag();
      case Confirm confirm -> confirm.standing().tag();
      case Retag retag -> retag.standing().tag();
      case Advance _, Defer _, Undefer _ -> null;
    };
  }

  /**
   * A value that wins.
   *
   * <p>Belongs to the journal once submitted.
   */
  final class Change implements Write {
    private final Entry entry;
    private @Nullable Entry superseded;

    /**
     * @param superseded what stood there, in memory or on disk; null if nothing did. It was
     *     submitted before, or read from the disk
     */
    public Change(Entry entry, @Nullable Entry superseded) {
      this.entry = entry;
      this.superseded = superseded;
    }

    public Entry entry() {
      return entry;
    }

    @Nullable Entry superseded() {
      return superseded;
    }

    /** Lets go of what was superseded, lest a hot key's whole past is kept reachable. */
    void settle() {
      superseded = null;
    }
  }

  /** Nothing but waiting until the value that stands has been synced; it was submitted before. */
  record Confirm(Entry standing) implements Write {}

  /**
   * A value that stands, and was submitted before, becomes an own change, if it still is one of
   * this origin.
   */
  record Retag(Entry standing, Origin of) implements Write {}

  /** Changes of other origins that are covered from now on. */
  record Advance(VersionVector vector) implements Write {}

  /** A put from the future, to be kept. */
  record Defer(Deferred deferred) implements Write {}

  /** A put from the future that is due: the same transaction holds what becomes of it. */
  record Undefer(Deferred deferred) implements Write {}

  /**
   * A put from the future.
   *
   * @param number tells puts of one key and state apart
   */
  record Deferred(String soul, String key, double state, long number, Bytes value) {}
}
