package io.gunrelay.relay.sea;

import io.gunrelay.relay.bytes.Bytes;
import java.util.Optional;

/** Values that stand in the graph. Reading one may wait for the disk. */
@FunctionalInterface
public interface StoredValues {
  /** The value's JSON text; empty when there is none. */
  Optional<Bytes> read(String soul, String key) throws UnreadableException;

  /** The graph cannot be read now. */
  final class UnreadableException extends Exception {
    public UnreadableException(String message) {
      super(message, null, false, false);
    }
  }
}
