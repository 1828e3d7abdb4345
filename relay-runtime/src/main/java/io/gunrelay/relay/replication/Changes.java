package io.gunrelay.relay.replication;

import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.VersionVector;
import java.util.List;

/**
 * What a source sends: first values, then how far the source's vector has advanced by them and all
 * that it sent before. Only the advance moves the target's vector; a value's tag never does.
 *
 * @param values in the order in which they were committed
 * @param advanced origins and the sequences that they advanced to; may be empty
 * @param filled whether this ends a snapshot
 */
public record Changes(List<Commit.Value> values, VersionVector advanced, boolean filled) {
  /** Whether any value is traced. */
  public boolean isTraced() {
    for (Commit.Value value : values) {
      if (value.trace() != null) {
        return true;
      }
    }
    return false;
  }

  /** The same for a relay that knows nothing of traces. */
  public Changes untraced() {
    return new Changes(
        values.stream()
            .map(value -> new Commit.Value(value.entry(), value.tag(), value.sender()))
            .toList(),
        advanced,
        filled);
  }
}
