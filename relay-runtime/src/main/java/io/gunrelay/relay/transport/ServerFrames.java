package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out WebSocket frames (RFC 6455) as a server sends them: whole and unmasked, so that one
 * buffer serves every receiver of the same messages.
 */
final class ServerFrames {
  private static final int FINAL = 0x80;
  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xA;
  private static final int LONGEST_IN_7_BITS = 125;
  private static final int LONGEST_IN_16_BITS = 0xFFFF;
  private static final int MAX_HEADER = 10;

  private final ByteBufAllocator allocator;
  // Frames that some client has not taken to the end, each held by us too, so that it is counted
  // once, and for as long as it is there.
  private final List<ByteBuf> inFlight = new ArrayList<>();
  private long inFlightBytes;
  private List<Bytes> last = List.of();
  private ByteBuf lastFrame = Unpooled.EMPTY_BUFFER;

  ServerFrames(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /**
   * One text frame with one message, or a batch of several. The caller owns the buffer. Asked for
   * the same messages again, as when an update goes to many clients, it returns the same bytes.
   */
  ByteBuf text(List<Bytes> messages) {
    if (!messages.equals(last)) {
      forget();
      last = new ArrayList<>(messages);
      lastFrame = messages.size() == 1 ? text(messages.getFirst()) : batch(messages);
    }
    return lastFrame.retainedDuplicate();
  }

  /** Lets go of the buffer that was kept for further receivers, unless one still has to take it. */
  void forget() {
    last = List.of();
    if (lastFrame.refCnt() > 1) {
      inFlight.add(lastFrame);
      inFlightBytes += lastFrame.capacity();
    } else {
      lastFrame.release();
    }
    lastFrame = Unpooled.EMPTY_BUFFER;
  }

  /** Memory of frames that some client has not taken, as of the last {@link #sweep}. */
  long inFlightBytes() {
    return inFlightBytes;
  }

  /** Lets go of frames that all clients have taken. */
  void sweep() {
    inFlight.removeIf(frame -> {
      boolean taken = frame.refCnt() == 1;
      if (taken) {
        inFlightBytes -= frame.capacity();
        frame.release();
      }
      return taken;
    });
  }

  ByteBuf text(Bytes message) {
    ByteBuf frame = header(TEXT, message.size());
    return frame.writeBytes(message.array());
  }

  /** What JavaScript sees, and a ping, which makes its WebSocket tell us that it lives. */
  ByteBuf heartbeat() {
    return text(MessageWriter.HEARTBEAT).writeByte(FINAL | PING).writeByte(0);
  }

  /** Takes ownership of {@code payload}, which is at most 125 bytes long. */
  ByteBuf pong(ByteBuf payload) {
    ByteBuf frame = header(PONG, payload.readableBytes()).writeBytes(payload);
    payload.release();
    return frame;
  }

  ByteBuf close(int code) {
    return header(CLOSE, Short.BYTES).writeShort(code);
  }

  private ByteBuf batch(List<Bytes> messages) {
    int length = messages.size() + 1;
    for (Bytes message : messages) {
      length += message.size();
    }
    ByteBuf frame = header(TEXT, length);
    char separator = '[';
    for (Bytes message : messages) {
      frame.writeByte(separator).writeBytes(message.array());
      separator = ',';
    }
    return frame.writeByte(']');
  }

  private ByteBuf header(int opcode, int length) {
    ByteBuf frame = allocator.directBuffer(MAX_HEADER + length).writeByte(FINAL | opcode);
    if (length <= LONGEST_IN_7_BITS) {
      return frame.writeByte(length);
    }
    return length <= LONGEST_IN_16_BITS
        ? frame.writeByte(LONGEST_IN_7_BITS + 1).writeShort(length)
        : frame.writeByte(LONGEST_IN_7_BITS + 2).writeLong(length);
  }
}
