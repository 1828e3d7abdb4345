package io.gunrelay.relay.transport;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The fragments of a message whose end has not come. Belongs to one loop. */
final class UnfinishedMessage {
  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int size;

  int size() {
    return size;
  }

  /** Copies the fragment; the caller keeps the buffer. */
  void append(ByteBuf fragment) {
    int length = fragment.readableBytes();
    if (bytes.length - size < length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + length, size * 2));
    }
    fragment.readBytes(bytes, size, length);
    size += length;
  }

  /** The whole message, which is the caller's. */
  byte[] take() {
    byte[] whole = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    clear();
    return whole;
  }

  void clear() {
    bytes = NOTHING;
    size = 0;
  }
}
