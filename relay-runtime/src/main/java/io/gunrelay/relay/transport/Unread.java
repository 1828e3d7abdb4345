package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Messages that wait until their receiver can take them. Belongs to one loop. */
final class Unread {
  private final Deque<Bytes> messages = new ArrayDeque<>();
  private long bytes;

  void add(Bytes message) {
    messages.addLast(message);
    bytes += message.size();
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  /**
   * Moves messages into {@code batch} until they make up {@code frameBytes}, but at least one.
   * There must be one.
   */
  void take(List<Bytes> batch, int frameBytes) {
    long size = 0;
    Bytes next = messages.peekFirst();
    while (next != null && (size == 0 || size + next.size() <= frameBytes)) {
      batch.add(messages.removeFirst());
      size += next.size();
      next = messages.peekFirst();
    }
    bytes -= size;
  }

  void clear() {
    messages.clear();
    bytes = 0;
  }
}
