package io.gunrelay.relay.replication;

import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields that several messages have, as bytes. What is read is checked: nothing is allocated
 * for more than the message can hold.
 */
final class Fields {
  private static final int VECTOR_ENTRY = Origin.BYTES + Long.BYTES;
  private static final int MAX_PORT = 65_535;

  private Fields() {}

  static int size(VersionVector vector) {
    return Integer.BYTES + vector.sequences().size() * VECTOR_ENTRY;
  }

  static void put(ByteBuffer to, VersionVector vector) {
    to.putInt(vector.sequences().size());
    vector
        .sequences()
        .forEach((origin, sequence) -> {
          put(to, origin);
          to.putLong(sequence);
        });
  }

  static VersionVector vector(ByteBuffer from) throws ProtocolException {
    int count = from.getInt();
    checkCount(count, VECTOR_ENTRY, from);
    Map<Origin, Long> sequences = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      Origin origin = origin(from);
      long sequence = from.getLong();
      if (sequence <= 0) {
        throw new ProtocolException("a sequence is not positive");
      }
      sequences.put(origin, sequence);
    }
    return VersionVector.of(sequences);
  }

  static void put(ByteBuffer to, Origin origin) {
    to.putLong(origin.high()).putLong(origin.low());
  }

  static int port(ByteBuffer from) throws ProtocolException {
    int port = from.getInt();
    if (port <= 0 || port > MAX_PORT) {
      throw new ProtocolException(port + " is no port");
    }
    return port;
  }

  static Origin origin(ByteBuffer from) {
    return new Origin(from.getLong(), from.getLong());
  }

  static String text(ByteBuffer from) throws ProtocolException {
    return new String(bytes(from, from.getInt()), StandardCharsets.UTF_8);
  }

  static byte[] bytes(ByteBuffer from, int length) throws ProtocolException {
    if (length < 0 || length > from.remaining()) {
      throw new ProtocolException("a length exceeds the message");
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  /** Nothing is allocated for more than the message can hold. */
  static void checkCount(int count, int sizeOfEach, ByteBuffer from) throws ProtocolException {
    if (count < 0 || (long) count * sizeOfEach > from.remaining()) {
      throw new ProtocolException("a count exceeds the message");
    }
  }
}
