package io.gunrelay.relay.replication;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.RowKeys;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.Tag;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages as bytes, numbers big-endian. A message is its type and its fields; lengths go before
 * what they measure. Souls and keys stand as in the store's rows, so that every string has one
 * form.
 */
public final class MessageCodec {
  private static final int MAGIC = 0x47756e52;
  private static final int VALUE_HEADER = 2 * Integer.BYTES + 2 * Long.BYTES + Origin.BYTES;
  private static final int SEEN_ENTRY = Origin.BYTES + Integer.BYTES;

  private static final byte HELLO = 1;
  private static final byte WELCOME = 2;
  private static final byte FEED = 3;
  private static final byte CONFIRM = 4;
  private static final byte HEARTBEAT = 5;
  private static final byte TRACED_FEED = 6;
  private static final byte LISTENING = 7;
  private static final byte PURPOSE = 8;
  private static final byte PROGRESS = 9;

  private MessageCodec() {}

  /** The message's bytes, ready to be read. */
  public static ByteBuffer encode(Message message) {
    ByteBuffer to =
        switch (message) {
          case Message.Hello hello -> encode(hello);
          case Message.Welcome welcome -> encode(welcome);
          case Message.Listening listening ->
              buffer(LISTENING, Integer.BYTES).putInt(listening.port());
          case Message.Purpose purpose -> buffer(PURPOSE, 1).put((byte) (purpose.chosen() ? 1 : 0));
          case Message.Progress progress -> encode(progress);
          case Message.Feed feed -> encode(feed.changes());
          case Message.Confirm confirm -> {
            ByteBuffer buffer = buffer(CONFIRM, Fields.size(confirm.vector()) + Long.BYTES);
            Fields.put(buffer, confirm.vector());
            yield buffer.putLong(confirm.bytes());
          }
          case Message.Heartbeat heartbeat ->
              buffer(HEARTBEAT, heartbeat.report().size()).put(heartbeat.report().array());
        };
    return to.flip();
  }

  /**
   * Reads one message, which takes all of {@code from}.
   *
   * @throws ProtocolException if it is none
   */
  public static Message decode(ByteBuffer from) throws ProtocolException {
    try {
      Message message = read(from);
      if (from.hasRemaining()) {
        throw new ProtocolException("bytes follow the message");
      }
      return message;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | StoreException e) {
      throw new ProtocolException("the message is too short");
    }
  }

  private static Message read(ByteBuffer from) throws ProtocolException {
    byte type = from.get();
    return switch (type) {
      case HELLO -> {
        checkMagic(from);
        yield new Message.Hello(
            from.getInt(),
            Fields.origin(from),
            Fields.text(from),
            Fields.text(from),
            Fields.vector(from));
      }
      case WELCOME -> {
        checkMagic(from);
        yield new Message.Welcome(
            from.getInt(), Fields.origin(from), Fields.text(from), Fields.text(from));
      }
      case LISTENING -> new Message.Listening(Fields.port(from));
      case PURPOSE -> new Message.Purpose(from.get() != 0);
      case PROGRESS -> new Message.Progress(Fields.vector(from), from.getLong(), seen(from));
      case FEED -> new Message.Feed(changes(from));
      case TRACED_FEED -> new Message.Feed(FeedTraces.read(changes(from), from));
      case CONFIRM -> new Message.Confirm(Fields.vector(from), from.getLong());
      case HEARTBEAT -> new Message.Heartbeat(Bytes.wrap(Fields.bytes(from, from.remaining())));
      default -> throw new ProtocolException("no message has type " + type);
    };
  }

  private static ByteBuffer encode(Message.Hello hello) {
    byte[] name = hello.name().getBytes(StandardCharsets.UTF_8);
    byte[] region = hello.region().getBytes(StandardCharsets.UTF_8);
    int size = 4 * Integer.BYTES + Origin.BYTES + name.length + region.length;
    ByteBuffer to = buffer(HELLO, size + Fields.size(hello.vector()));
    to.putInt(MAGIC).putInt(hello.version());
    Fields.put(to, hello.origin());
    to.putInt(name.length).put(name).putInt(region.length).put(region);
    Fields.put(to, hello.vector());
    return to;
  }

  private static ByteBuffer encode(Message.Welcome welcome) {
    byte[] name = welcome.name().getBytes(StandardCharsets.UTF_8);
    byte[] region = welcome.region().getBytes(StandardCharsets.UTF_8);
    ByteBuffer to = buffer(WELCOME, 4 * Integer.BYTES + Origin.BYTES + name.length + region.length);
    to.putInt(MAGIC).putInt(welcome.version());
    Fields.put(to, welcome.origin());
    return to.putInt(name.length).put(name).putInt(region.length).put(region);
  }

  private static ByteBuffer encode(Message.Progress progress) {
    int size = Long.BYTES + Integer.BYTES + progress.seen().size() * SEEN_ENTRY;
    ByteBuffer to = buffer(PROGRESS, Fields.size(progress.vector()) + size);
    Fields.put(to, progress.vector());
    to.putLong(progress.bytes()).putInt(progress.seen().size());
    progress
        .seen()
        .forEach((origin, agoMs) -> {
          Fields.put(to, origin);
          to.putInt(agoMs);
        });
    return to;
  }

  private static Map<Origin, Integer> seen(ByteBuffer from) throws ProtocolException {
    int count = from.getInt();
    Fields.checkCount(count, SEEN_ENTRY, from);
    Map<Origin, Integer> seen = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      Origin origin = Fields.origin(from);
      int agoMs = from.getInt();
      if (agoMs < 0) {
        throw new ProtocolException("a process was seen in the future");
      }
      seen.put(origin, agoMs);
    }
    return seen;
  }

  private static ByteBuffer encode(Changes changes) {
    List<byte[]> properties = new ArrayList<>(changes.values().size());
    int size = 1 + Integer.BYTES + Fields.size(changes.advanced()) + FeedTraces.size(changes);
    for (Commit.Value value : changes.values()) {
      byte[] property = RowKeys.property(value.entry().soul(), value.entry().key());
      properties.add(property);
      size += VALUE_HEADER + property.length + value.entry().value().size();
    }
    ByteBuffer to = buffer(changes.isTraced() ? TRACED_FEED : FEED, size);
    to.put((byte) (changes.filled() ? 1 : 0)).putInt(properties.size());
    int at = 0;
    for (Commit.Value value : changes.values()) {
      Entry entry = value.entry();
      byte[] property = properties.get(at++);
      to.putDouble(entry.state());
      Fields.put(to, value.tag().origin());
      to.putLong(value.tag().sequence());
      to.putInt(property.length).put(property);
      to.putInt(entry.value().size()).put(entry.value().array());
    }
    Fields.put(to, changes.advanced());
    FeedTraces.write(changes, to);
    return to;
  }

  private static Changes changes(ByteBuffer from) throws ProtocolException {
    boolean filled = from.get() != 0;
    int count = from.getInt();
    Fields.checkCount(count, VALUE_HEADER, from);
    List<Commit.Value> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double state = from.getDouble();
      Tag tag = new Tag(Fields.origin(from), from.getLong());
      byte[] property = Fields.bytes(from, from.getInt());
      Bytes value = Bytes.wrap(Fields.bytes(from, from.getInt()));
      if (!Double.isFinite(state) || tag.sequence() <= 0) {
        throw new ProtocolException("a value has no proper state or tag");
      }
      Entry entry = Entry.foreign(RowKeys.soul(property), RowKeys.key(property), state, value, tag);
      values.add(new Commit.Value(entry, tag, null));
    }
    return new Changes(values, Fields.vector(from), filled);
  }

  private static ByteBuffer buffer(byte type, int size) {
    return ByteBuffer.allocate(1 + size).put(type);
  }

  private static void checkMagic(ByteBuffer from) throws ProtocolException {
    if (from.getInt() != MAGIC) {
      throw new ProtocolException("this is no relay");
    }
  }
}
