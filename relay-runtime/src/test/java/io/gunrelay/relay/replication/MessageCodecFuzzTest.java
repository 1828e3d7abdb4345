package io.gunrelay.relay.replication;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gunrelay.relay.store.Entry;
import java.nio.ByteBuffer;
import java.util.List;

/** Whatever comes as a message of another relay: it is one, or it is refused. */
class MessageCodecFuzzTest {
  @FuzzTest(maxDuration = "4s")
  void whatIsAMessageIsTheSameOnceItWasWrittenAgain(byte[] bytes) throws ProtocolException {
    Message message;
    try {
      message = MessageCodec.decode(ByteBuffer.wrap(bytes));
    } catch (ProtocolException refused) {
      return;
    }
    Message again = MessageCodec.decode(MessageCodec.encode(message));
    if (!parts(again).equals(parts(message))) {
      throw new AssertionError(again + " is not " + message);
    }
  }

  private static List<Object> parts(Message message) {
    return message instanceof Message.Feed(Changes changes)
        ? List.of(
            changes.values().stream()
                .map(value -> List.of(parts(value.entry()), value.tag()))
                .toList(),
            changes.advanced(),
            changes.filled())
        : List.of(message);
  }

  private static List<Object> parts(Entry entry) {
    return List.of(entry.soul(), entry.key(), entry.state(), entry.value());
  }
}
