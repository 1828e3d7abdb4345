package io.gunrelay.relay.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.Tag;
import io.gunrelay.relay.store.VersionVector;
import io.gunrelay.relay.trace.TraceContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private static final Origin ORIGIN = new Origin(Long.MIN_VALUE, 7);
  private static final VersionVector VECTOR =
      VersionVector.of(Map.of(ORIGIN, 9L, new Origin(0, 1), Long.MAX_VALUE));

  @Property
  void aFeedIsReadAsItWasWritten(
      @ForAll("names") String soul,
      @ForAll("names") String key,
      @ForAll("names") String value,
      @ForAll boolean filled)
      throws ProtocolException {
    Tag tag = new Tag(ORIGIN, 42);
    Entry entry = Entry.foreign(soul, key, -1.5, Bytes.utf8(value), tag);
    Message message =
        MessageCodec.decode(
            MessageCodec.encode(
                new Message.Feed(
                    new Changes(List.of(new Commit.Value(entry, tag, null)), VECTOR, filled))));
    Changes changes = ((Message.Feed) message).changes();
    assertThat(changes.advanced()).isEqualTo(VECTOR);
    assertThat(changes.filled()).isEqualTo(filled);
    Commit.Value read = changes.values().getFirst();
    assertThat(read.tag()).isEqualTo(tag);
    assertThat(read.entry().soul()).isEqualTo(soul);
    assertThat(read.entry().key()).isEqualTo(key);
    assertThat(read.entry().state()).isEqualTo(-1.5);
    assertThat(read.entry().value()).isEqualTo(Bytes.utf8(value));
  }

  @Property
  void tracesAreReadAsTheyWereWritten(@ForAll List<@IntRange(max = 1) Integer> traced)
      throws ProtocolException {
    List<Commit.Value> values = new ArrayList<>();
    for (int isTraced : traced) {
      int number = values.size();
      Tag tag = new Tag(ORIGIN, number + 1);
      Entry entry = Entry.foreign("soul", "key" + number, 1, Bytes.utf8("1"), tag);
      TraceContext trace = isTraced == 0 ? null : new TraceContext(number, -1, 7);
      values.add(new Commit.Value(entry, tag, null, trace));
    }
    Message.Feed feed = new Message.Feed(new Changes(values, VECTOR, false));
    Message.Feed read = (Message.Feed) MessageCodec.decode(MessageCodec.encode(feed));
    assertThat(read.changes().values().stream().map(Commit.Value::trace).toList())
        .isEqualTo(values.stream().map(Commit.Value::trace).toList());
  }

  @Test
  void introductionsConfirmationsAndHeartbeatsAreReadAsTheyWereWritten() throws ProtocolException {
    for (Message message : examples()) {
      assertThat(MessageCodec.decode(MessageCodec.encode(message))).isEqualTo(message);
    }
  }

  @Property(tries = 3_000)
  void anyBytesAreAMessageOrRefused(@ForAll byte[] bytes) {
    assertThatItIsReadOrRefused(bytes);
  }

  @Property(tries = 3_000)
  void aMessageWithDamageIsAMessageOrRefused(
      @ForAll("messages") Message message, @ForAll int position, @ForAll byte damage) {
    ByteBuffer encoded = MessageCodec.encode(message);
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    bytes[Math.floorMod(position, bytes.length)] ^= damage;
    assertThatItIsReadOrRefused(bytes);
  }

  @Test
  void aCountThatCannotBeTrueTakesNoMemory() {
    ByteBuffer feed = ByteBuffer.allocate(6).put((byte) 3).put((byte) 0).putInt(Integer.MAX_VALUE);
    assertThatThrownBy(() -> MessageCodec.decode(feed.flip()))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("count");
  }

  @Test
  void aWebBrowserIsNoRelay() {
    assertThatThrownBy(
            () -> MessageCodec.decode(ByteBuffer.wrap(Bytes.utf8("GET / HTTP/1.1").array())))
        .isInstanceOf(ProtocolException.class);
  }

  private static void assertThatItIsReadOrRefused(byte[] bytes) {
    try {
      assertThat(MessageCodec.decode(ByteBuffer.wrap(bytes))).isNotNull();
    } catch (ProtocolException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  private static List<Message> examples() {
    return List.of(
        new Message.Hello(1, ORIGIN, "name", "region \u00e9", VECTOR),
        new Message.Welcome(1, ORIGIN, "", "r"),
        new Message.Listening(8766),
        new Message.Purpose(true),
        new Message.Purpose(false),
        new Message.Progress(VECTOR, 12, Map.of(ORIGIN, 0, new Origin(1, 2), Integer.MAX_VALUE)),
        new Message.Confirm(VECTOR, 12),
        new Message.Confirm(VersionVector.EMPTY, 0),
        new Message.Heartbeat(Bytes.utf8("{}")));
  }

  @Provide
  Arbitrary<Message> messages() {
    Tag tag = new Tag(ORIGIN, 42);
    Entry entry = Entry.foreign("soul", "key", 1, Bytes.utf8("1"), tag);
    return Arbitraries.of(examples())
        .injectDuplicates(0)
        .edgeCases(config ->
            config.add(
                new Message.Feed(
                    new Changes(List.of(new Commit.Value(entry, tag, null)), VECTOR, true)),
                new Message.Feed(
                    new Changes(
                        List.of(new Commit.Value(entry, tag, null, new TraceContext(1, 2, 3))),
                        VECTOR,
                        true))));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars("\u0000\u0001aA\u00e9\u0800\uD83D\uDE00\uFFFF")
        .ofMaxLength(5);
  }
}
