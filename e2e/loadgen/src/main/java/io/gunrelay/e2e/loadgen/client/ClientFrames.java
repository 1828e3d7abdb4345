package io.gunrelay.e2e.loadgen.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Lays out WebSocket frames (RFC 6455) as a client sends them: whole and masked. */
final class ClientFrames {
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PONG = 0xA;
  private static final int MAX_HEADER = 14;
  private static final int NORMAL_CLOSURE = 1000;

  private ClientFrames() {}

  static ByteBuf text(ByteBufAllocator allocator, String message) {
    return frame(allocator, TEXT, message.getBytes(StandardCharsets.UTF_8));
  }

  static ByteBuf pong(ByteBufAllocator allocator, byte[] payload) {
    return frame(allocator, PONG, payload);
  }

  static ByteBuf close(ByteBufAllocator allocator) {
    return frame(
        allocator, CLOSE, new byte[] {(byte) (NORMAL_CLOSURE >> 8), (byte) NORMAL_CLOSURE});
  }

  /** A frame; the payload is masked in place. */
  private static ByteBuf frame(ByteBufAllocator allocator, int opcode, byte[] payload) {
    int length = payload.length;
    ByteBuf frame = allocator.directBuffer(MAX_HEADER + length).writeByte(FINAL | opcode);
    if (length <= 125) {
      frame.writeByte(MASKED | length);
    } else if (length <= 0xFFFF) {
      frame.writeByte(MASKED | 126).writeShort(length);
    } else {
      frame.writeByte(MASKED | 127).writeLong(length);
    }
    int mask = ThreadLocalRandom.current().nextInt();
    frame.writeInt(mask);
    for (int i = 0; i < length; i++) {
      payload[i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
    }
    return frame.writeBytes(payload);
  }
}
