package io.gunrelay.e2e.loadgen.wire;

import java.nio.charset.StandardCharsets;

/**
 * The envelope of one GUN message; a field that it lacks is {@link Slice#ABSENT}. Like its slices,
 * it is valid only while the frame's buffer is.
 *
 * @param id {@code #}
 * @param inReplyTo {@code @}
 * @param ok {@code ok}
 * @param err {@code err}
 * @param put {@code put}
 * @param get {@code get}
 * @param dam {@code dam}
 */
public record Message(
    Slice id, Slice inReplyTo, Slice ok, Slice err, Slice put, Slice get, Slice dam) {

  /** Takes messages out of a frame, one by one. */
  public interface Sink {
    void message(Message message);
  }

  /** Takes the values of a {@code put}. */
  public interface Values {
    /** One value; the {@code _} of a node is left out. */
    void value(Slice soul, Slice key, Slice value);
  }

  /**
   * Hands over the messages of a text frame: one object, an array of objects, or an array of
   * strings that hold objects.
   *
   * @throws MalformedFrameException when the frame is none of these; messages before the fault have
   *     been handed over
   */
  public static void each(byte[] text, int start, int end, Sink sink) {
    JsonCursor cursor = new JsonCursor(text, start, end);
    element(cursor, sink);
    if (cursor.peek() != 0) {
      throw new MalformedFrameException("text after the message");
    }
  }

  private static void element(JsonCursor cursor, Sink sink) {
    switch (cursor.peek()) {
      case '{' -> sink.message(envelope(cursor));
      case '"' -> {
        byte[] inner = cursor.string().string().getBytes(StandardCharsets.UTF_8);
        each(inner, 0, inner.length, sink);
      }
      case '[' -> {
        cursor.expect('[');
        if (cursor.accept(']')) {
          return;
        }
        do {
          element(cursor, sink);
        } while (cursor.accept(','));
        cursor.expect(']');
      }
      default -> throw new MalformedFrameException("a message is an object");
    }
  }

  private static Message envelope(JsonCursor cursor) {
    Slice id = Slice.ABSENT;
    Slice inReplyTo = Slice.ABSENT;
    Slice ok = Slice.ABSENT;
    Slice err = Slice.ABSENT;
    Slice put = Slice.ABSENT;
    Slice get = Slice.ABSENT;
    Slice dam = Slice.ABSENT;
    cursor.expect('{');
    if (!cursor.accept('}')) {
      do {
        Slice name = cursor.string();
        cursor.expect(':');
        Slice value = cursor.value();
        if (name.is("#")) {
          id = value;
        } else if (name.is("@")) {
          inReplyTo = value;
        } else if (name.is("put")) {
          put = value;
        } else if (name.is("get")) {
          get = value;
        } else if (name.is("ok")) {
          ok = value;
        } else if (name.is("err")) {
          err = value;
        } else if (name.is("dam")) {
          dam = value;
        }
      } while (cursor.accept(','));
      cursor.expect('}');
    }
    return new Message(id, inReplyTo, ok, err, put, get, dam);
  }

  /** Whether this acknowledges a put: gun.js sends {@code ok} as true, 1 or an object. */
  public boolean acknowledges() {
    return inReplyTo.present() && ok.present() && !refuses();
  }

  /** Whether this says that something failed. */
  public boolean refuses() {
    return err.present() && !err.raw().equals("null") && !err.raw().equals("false");
  }

  /** Walks the values of {@code put}; none when it is absent or null. */
  public void eachValue(Values values) {
    if (!put.present() || put.at(0) != '{') {
      return;
    }
    JsonCursor cursor = put.cursor();
    members(cursor, soul -> members(cursor, key -> leaf(cursor, soul, key, values)));
  }

  private static void leaf(JsonCursor cursor, Slice soul, Slice key, Values values) {
    Slice value = cursor.value();
    if (!key.is("_")) {
      values.value(soul, key, value);
    }
  }

  private interface Member {
    void value(Slice name);
  }

  private static void members(JsonCursor cursor, Member member) {
    cursor.expect('{');
    if (cursor.accept('}')) {
      return;
    }
    do {
      Slice name = cursor.string();
      cursor.expect(':');
      member.value(name);
    } while (cursor.accept(','));
    cursor.expect('}');
  }
}
