package io.gunrelay.e2e.loadgen.client;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Takes WebSocket frames (RFC 6455) as a server sends them out of a connection's bytes. What is
 * whole is handed over where it lies; only the beginning of a frame whose rest has not come is
 * copied. Belongs to one connection, whose event loop calls it.
 */
final class FrameWalk {
  /** Takes what was found; arrays are lent for the call. */
  interface Sink {
    void text(byte[] bytes, int start, int end);

    void ping(byte[] bytes, int start, int end);

    /** The server says goodbye. */
    void goodbye();
  }

  private static final int LONGEST = 256 << 20;
  private static final byte[] NOTHING = {};
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int CONTINUATION = 0x0;
  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;

  private byte[] kept = NOTHING;
  private int keptLength;
  private byte[] message = NOTHING;
  private boolean inMessage;

  /**
   * Walks what came.
   *
   * @param in all of it is consumed
   * @param scratch an array of this event loop, overwritten
   * @throws IllegalArgumentException when these are no frames
   */
  void read(ByteBuf in, byte[] scratch, Sink sink) {
    while (in.isReadable()) {
      if (keptLength == 0) {
        int length = Math.min(in.readableBytes(), scratch.length);
        in.readBytes(scratch, 0, length);
        keep(scratch, walk(scratch, length, sink), length);
      } else {
        int length = keptLength + in.readableBytes();
        if (kept.length < length) {
          kept = Arrays.copyOf(kept, Math.max(length, Math.min(LONGEST, 2 * kept.length)));
        }
        in.readBytes(kept, keptLength, in.readableBytes());
        int walked = walk(kept, length, sink);
        if (walked == 0) {
          keptLength = length;
        } else {
          keep(kept, walked, length);
        }
      }
    }
  }

  private void keep(byte[] bytes, int start, int end) {
    keptLength = end - start;
    kept = keptLength == 0 ? NOTHING : Arrays.copyOfRange(bytes, start, end);
  }

  /** Hands over the whole frames in the first bytes; returns how many bytes these are. */
  private int walk(byte[] bytes, int length, Sink sink) {
    int at = 0;
    while (length - at >= 2) {
      int size = bytes[at + 1] & 0xFF;
      if ((size & MASKED) != 0) {
        throw new IllegalArgumentException("a server's frame is masked");
      }
      int start = at + 2;
      if (size >= 126) {
        int digits = size == 126 ? 2 : 8;
        start += digits;
        if (length < start) {
          return at;
        }
        long wide = 0;
        for (int i = start - digits; i < start; i++) {
          wide = (wide << 8) | (bytes[i] & 0xFF);
        }
        if (wide < 0 || wide > LONGEST) {
          throw new IllegalArgumentException("a frame of " + wide + " bytes");
        }
        size = (int) wide;
      }
      if (length - start < size) {
        return at;
      }
      frame(bytes[at] & 0xFF, bytes, start, start + size, sink);
      at = start + size;
    }
    return at;
  }

  private void frame(int head, byte[] bytes, int start, int end, Sink sink) {
    boolean last = (head & FINAL) != 0;
    switch (head & 0xF) {
      case TEXT -> {
        if (last) {
          sink.text(bytes, start, end);
        } else {
          inMessage = true;
          message = Arrays.copyOfRange(bytes, start, end);
        }
      }
      case CONTINUATION -> {
        if (!inMessage) {
          throw new IllegalArgumentException("a frame continues nothing");
        }
        int before = message.length;
        message = Arrays.copyOf(message, before + end - start);
        System.arraycopy(bytes, start, message, before, end - start);
        if (last) {
          sink.text(message, 0, message.length);
          inMessage = false;
          message = NOTHING;
        }
      }
      case PING -> sink.ping(bytes, start, end);
      case CLOSE -> sink.goodbye();
      default -> {}
    }
  }
}
