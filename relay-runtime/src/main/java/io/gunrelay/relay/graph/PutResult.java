package io.gunrelay.relay.graph;

import io.gunrelay.relay.trace.Trace;
import org.jspecify.annotations.Nullable;

/** Receives the outcome of a put, once; from any thread; must not block. */
public interface PutResult {
  /** So many bytes of values are new to a soul; told before {@link #merged}. */
  default void won(String soul, long bytes) {}

  /** Every key that is not from the future has been merged, and goes to the disk. */
  default void merged() {}

  /** The put's trace, null if it has none. */
  default @Nullable Trace trace() {
    return null;
  }

  /** Every key of the put, or the value that stands instead of it, has been synced to disk. */
  void stored();

  /** Nothing is promised for the put; {@code reason} says why and is for the client's eyes. */
  void refused(String reason);
}
