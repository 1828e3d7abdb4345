package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.MessageCodec;
import io.gunrelay.relay.replication.ProtocolException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: bytes that arrive in their order and without a gap, or not at all
 * from some byte on, which may be in the middle of a message.
 */
final class SimPipe {
  private byte[] bytes = new byte[1 << 10];
  private int read;
  private int arrived;
  private int written;
  private boolean ended;
  private int lastReadBytes;

  /** Says a message; returns what it takes on the wire. */
  int write(Message message) {
    ByteBuffer encoded = MessageCodec.encode(message);
    int size = Integer.BYTES + encoded.remaining();
    if (!ended) {
      makeRoom(size);
      ByteBuffer.wrap(bytes, written, size).putInt(encoded.remaining()).put(encoded);
      written += size;
    }
    return size;
  }

  /** What has been written and not read. */
  int inFlight() {
    return written - read;
  }

  /** So many more bytes reach the other side, if there are as many; false if none is left. */
  boolean arrive(int most) {
    int more = Math.min(most, written - arrived);
    arrived += more;
    return more > 0;
  }

  /** Nothing is written any more, and of what is on the way only so many bytes will arrive. */
  void breakOff(int after) {
    ended = true;
    written = arrived + Math.min(after, written - arrived);
  }

  /** Nothing is written any more; what is on the way will arrive. */
  void end() {
    ended = true;
  }

  /** Whether nothing will arrive any more. */
  boolean isOver() {
    return ended && arrived == written && length() == 0;
  }

  /** The next message, if all of it has arrived. */
  @Nullable Message read() {
    int length = length();
    if (length == 0) {
      return null;
    }
    ByteBuffer message = ByteBuffer.wrap(bytes, read + Integer.BYTES, length).slice();
    lastReadBytes = Integer.BYTES + length;
    read += lastReadBytes;
    try {
      return MessageCodec.decode(message);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }

  /** What the message that was read last took on the wire. */
  int lastReadBytes() {
    return lastReadBytes;
  }

  /** Of the next message; 0 if it is not there. */
  private int length() {
    if (arrived - read < Integer.BYTES) {
      return 0;
    }
    int length = ByteBuffer.wrap(bytes).getInt(read);
    return arrived - read < Integer.BYTES + length ? 0 : length;
  }

  private void makeRoom(int size) {
    if (written + size <= bytes.length) {
      return;
    }
    int unread = written - read;
    byte[] larger = new byte[Math.max(bytes.length, 2 * (unread + size))];
    System.arraycopy(bytes, read, larger, 0, unread);
    bytes = larger;
    arrived -= read;
    written -= read;
    read = 0;
  }
}
