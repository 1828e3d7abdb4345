package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.trace.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * News for those who asked for it.
 *
 * @param changes what has changed, of one soul, at least one
 * @param message says so: one complete GUN message, JSON text in UTF-8, the same for every receiver
 * @param trace the changes' trace, null if they are not traced
 */
public record Update(List<Delta> changes, Bytes message, @Nullable Trace trace) {
  /** One that is not traced. */
  public Update(List<Delta> changes, Bytes message) {
    this(changes, message, null);
  }
}
