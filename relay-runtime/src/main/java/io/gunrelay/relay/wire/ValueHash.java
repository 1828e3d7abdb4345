package io.gunrelay.relay.wire;

import io.gunrelay.relay.bytes.Bytes;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code ##} by which gun.js tells, when it asks for a key again, what value it has: the hash
 * of the text itself, unlike that of replies. Other values than texts have none.
 */
public final class ValueHash {
  private ValueHash() {}

  /** The hash of a value's JSON text. */
  public static OptionalInt of(Bytes value) {
    Optional<String> text = ValueText.of(value);
    return text.isPresent() ? OptionalInt.of(text.get().hashCode()) : OptionalInt.empty();
  }
}
