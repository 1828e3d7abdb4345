package io.gunrelay.relay.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whatever a frame holds: it is read or not. Begins with what gun.js says. */
class FrameFuzzTest {
  private record Place(String soul, String key) {}

  @FuzzTest(maxDuration = "4s")
  void aFrameIsReadOrNotAndWhatIsPutCanBeWrittenAgain(byte[] frame) {
    if (Utf8.isWellFormed(frame, 0, frame.length)) {
      FrameReader.read(frame, 0, frame.length)
          .ifPresent(messages -> messages.forEach(FrameFuzzTest::check));
    }
  }

  private static void check(Message message) {
    if (!(message.body() instanceof Message.Put(List<Delta> deltas)) || deltas.isEmpty()) {
      return;
    }
    Set<Place> places = new HashSet<>();
    for (Delta delta : deltas) {
      places.add(new Place(delta.soul(), delta.key()));
    }
    Bytes text = MessageWriter.update("i", deltas);
    List<Message> again = FrameReader.read(text.array(), 0, text.size()).orElseThrow();
    if (!(again.getFirst().body() instanceof Message.Put(List<Delta> read))) {
      throw new AssertionError(text.text());
    }
    if (places.size() == deltas.size() && !Set.copyOf(read).equals(Set.copyOf(deltas))) {
      throw new AssertionError(read + " is not " + deltas);
    }
  }
}
