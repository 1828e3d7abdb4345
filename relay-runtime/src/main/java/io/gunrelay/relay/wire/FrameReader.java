package io.gunrelay.relay.wire;

import io.gunrelay.relay.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the text of a frame: one message, a batch of messages, or a batch of strings that hold
 * messages.
 *
 * <p>A frame that is not JSON yields nothing at all. Within a frame each message is judged alone.
 * Stateless, hence thread-safe.
 */
public final class FrameReader {
  /** Objects and arrays in one another; a put needs six. */
  private static final int MAX_DEPTH = 32;

  /** How often a batch may hold text that is a batch again. */
  private static final int MAX_LEVELS = 3;

  private static final int LONGEST_PID = 64;

  private FrameReader() {}

  /**
   * Reads the messages of a frame.
   *
   * @param bytes borrowed for the call; well-formed UTF-8
   * @return the messages in their order, or empty when the text is not JSON
   */
  public static Optional<List<Message>> read(byte[] bytes, int offset, int length) {
    List<Message> messages = new ArrayList<>();
    try {
      frame(bytes, offset, length, MAX_LEVELS, messages);
      return Optional.of(messages);
    } catch (NotJsonException notJson) {
      return Optional.empty();
    }
  }

  private static void frame(
      byte[] bytes, int offset, int length, int levels, List<Message> messages)
      throws NotJsonException {
    JsonCursor cursor = new JsonCursor(bytes, offset, length);
    if (cursor.atEnd()) {
      return;
    }
    switch (cursor.peek()) {
      case '{' -> messages.add(message(cursor, bytes));
      case '[' -> batch(cursor, bytes, levels, messages);
      default -> cursor.skipValue(MAX_DEPTH);
    }
    if (!cursor.atEnd()) {
      throw new NotJsonException("more follows the end");
    }
  }

  private static void batch(JsonCursor cursor, byte[] bytes, int levels, List<Message> messages)
      throws NotJsonException {
    cursor.expect('[');
    if (cursor.take(']')) {
      return;
    }
    do {
      switch (cursor.peek()) {
        case '{' -> messages.add(message(cursor, bytes));
        case '"' -> text(cursor.string(), levels - 1, messages);
        default -> cursor.skipValue(MAX_DEPTH);
      }
    } while (cursor.next(']'));
  }

  private static void text(String text, int levels, List<Message> messages) {
    if (levels == 0) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Message> inner = new ArrayList<>();
    try {
      frame(bytes, 0, bytes.length, levels, inner);
      messages.addAll(inner);
    } catch (NotJsonException notJson) {
      messages.add(
          new Message(Bytes.EMPTY, Bytes.EMPTY, OptionalInt.empty(), false, new Message.NotJson()));
    }
  }

  private static Message message(JsonCursor cursor, byte[] bytes) throws NotJsonException {
    Bytes id = Bytes.EMPTY;
    Bytes replyTo = Bytes.EMPTY;
    OptionalInt hash = OptionalInt.empty();
    String dam = "";
    String pid = "";
    boolean more = false;
    Message.Body put = new Message.Nothing();
    Message.Body get = new Message.Nothing();
    cursor.expect('{');
    if (!cursor.take('}')) {
      do {
        switch (cursor.name()) {
          case "#" -> id = id(cursor, bytes);
          case "@" -> replyTo = id(cursor, bytes);
          case "##" -> hash = hash(cursor);
          case "dam" -> dam = textOrEmpty(cursor);
          case "pid" -> pid = pid(cursor);
          case "%" -> more = isMore(cursor);
          case "put" -> put = new GraphReader(cursor, bytes, MAX_DEPTH).read();
          case "get" -> get = get(cursor);
          default -> cursor.skipValue(MAX_DEPTH);
        }
      } while (cursor.next('}'));
    }
    return new Message(id, replyTo, hash, more, body(dam, pid, put, get, replyTo));
  }

  /** The order in which gun.js looks at a message: dam, then put, then get. */
  private static Message.Body body(
      String dam, String pid, Message.Body put, Message.Body get, Bytes replyTo) {
    return switch (dam) {
      case "" -> put instanceof Message.Nothing ? get : put;
      case "?" -> replyTo.size() == 0 ? new Message.Hello(pid) : new Message.Introduction(pid);
      case "hi" -> new Message.Hi();
      default -> new Message.Nothing();
    };
  }

  /** gun.js' own are nine characters; who sends a long one is not known by it. */
  private static String pid(JsonCursor cursor) throws NotJsonException {
    String pid = textOrEmpty(cursor);
    return pid.length() <= LONGEST_PID ? pid : "";
  }

  /** gun.js sends a number or the id of the next part, and nothing or false at the end. */
  private static boolean isMore(JsonCursor cursor) throws NotJsonException {
    byte first = cursor.peek();
    cursor.skipValue(MAX_DEPTH);
    return first != 'f' && first != 'n' && first != '0';
  }

  /**
   * An id is echoed, never read: strings and numbers pass as they came. All else is no id, nor are
   * zero and the empty text, which JavaScript takes for none.
   */
  private static Bytes id(JsonCursor cursor, byte[] bytes) throws NotJsonException {
    byte first = cursor.peek();
    int start = cursor.position();
    boolean usable;
    if (first == '-' || (first >= '0' && first <= '9')) {
      usable = cursor.number() != 0;
    } else {
      cursor.skipValue(MAX_DEPTH);
      usable = first == '"' && cursor.position() - start > 2;
    }
    return usable ? Bytes.copyOf(bytes, start, cursor.position() - start) : Bytes.EMPTY;
  }

  private static OptionalInt hash(JsonCursor cursor) throws NotJsonException {
    byte first = cursor.peek();
    if (first != '-' && (first < '0' || first > '9')) {
      cursor.skipValue(MAX_DEPTH);
      return OptionalInt.empty();
    }
    double number = cursor.number();
    return number == (int) number ? OptionalInt.of((int) number) : OptionalInt.empty();
  }

  private static String textOrEmpty(JsonCursor cursor) throws NotJsonException {
    if (cursor.peek() == '"') {
      return cursor.string();
    }
    cursor.skipValue(MAX_DEPTH);
    return "";
  }

  private static Message.Body get(JsonCursor cursor) throws NotJsonException {
    byte first = cursor.peek();
    if (first != '{') {
      cursor.skipValue(MAX_DEPTH);
      boolean absent = first == 'n' || first == 'f';
      return absent ? new Message.Nothing() : new Message.Malformed(QueryReader.NO_SOUL);
    }
    return new QueryReader(cursor, MAX_DEPTH).read();
  }
}
