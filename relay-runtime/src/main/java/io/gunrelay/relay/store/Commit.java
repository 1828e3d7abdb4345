package io.gunrelay.relay.store;

import io.gunrelay.relay.trace.TraceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one sync brought to the disk: first the values in the order of their submission, then how
 * far the vector advanced. Immutable.
 *
 * @param values changes that won, own and foreign
 * @param advanced the origins whose sequence advanced, with the sequence reached
 */
public record Commit(List<Value> values, VersionVector advanced) {
  /**
   * A value that was committed.
   *
   * @param tag as committed; the entry's own may be replaced later
   * @param sender the process of another relay that it came from, null if it was taken here
   * @param trace if it is traced
   */
  public record Value(Entry entry, Tag tag, @Nullable Origin sender, @Nullable TraceContext trace) {
    /** One that is not traced. */
    public Value(Entry entry, Tag tag, @Nullable Origin sender) {
      this(entry, tag, sender, null);
    }
  }
}
