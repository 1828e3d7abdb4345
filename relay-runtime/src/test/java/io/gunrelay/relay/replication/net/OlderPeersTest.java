package io.gunrelay.relay.replication.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.replication.Changes;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay says to a peer of an older version only what that one knows. */
class OlderPeersTest {
  @TempDir Path folder;

  @Test
  void aPeerThatKnowsHowIsToldWhereTheRelayListens() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestRelay relay = new TestRelay("relay", folder, TestRelay.at(socket.getLocalPort()))) {
      assertThat(firstWordsTo(socket, Message.LISTENING_SINCE))
          .isEqualTo(new Message.Listening(relay.replication.port()));
    }
  }

  @Test
  void aPeerThatDoesNotKnowHowIsNotToldWhereTheRelayListens() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestRelay _ = new TestRelay("relay", folder, TestRelay.at(socket.getLocalPort()))) {
      assertThat(firstWordsTo(socket, Message.LISTENING_SINCE - 1))
          .isInstanceOf(Message.Heartbeat.class);
    }
  }

  @Test
  void aPeerThatDoesNotKnowWhyItIsLinkedIsNotTold() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestRelay _ = new TestRelay("relay", folder, TestRelay.at(socket.getLocalPort()))) {
      assertThat(wordsTo(socket, Message.PROGRESS_SINCE - 1, 2).getLast())
          .isInstanceOf(Message.Heartbeat.class);
      assertThat(wordsTo(socket, Message.PROGRESS_SINCE, 2).getLast())
          .isEqualTo(new Message.Purpose(true));
    }
  }

  @Test
  void aPeerOfAnotherRegionIsGivenToAsItsVersionAllows() throws IOException {
    try (TestRelay relay = new TestRelay("relay", folder)) {
      relay.put("soul", "x", 5, "1");
      for (int version = 2; version <= Message.VERSION; version++) {
        assertThat(fillOf(relay, version)).as("version " + version).isEqualTo("soul.x=1");
      }
    }
  }

  /** What the relay gives to one of another region. */
  private static String fillOf(TestRelay relay, int version) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.address().getPort());
    try (Wire wire = Wire.over(socket, Security.NONE, true)) {
      wire.setPatience(Duration.ofSeconds(10));
      Origin own = new Origin(5, version);
      wire.write(new Message.Hello(version, own, "older", "elsewhere", VersionVector.EMPTY));
      wire.flush();
      assertThat(wire.read(Wire.MAX_INTRODUCTION_BYTES))
          .isInstanceOfSatisfying(
              Message.Welcome.class, welcome -> assertThat(welcome.version()).isEqualTo(version));
      if (version >= Message.LISTENING_SINCE) {
        wire.write(new Message.Listening(1));
        wire.flush();
      }
      if (version >= Message.COMPRESSION_SINCE) {
        wire.decompress();
      }
      StringBuilder values = new StringBuilder();
      while (true) {
        Message message = wire.read(Wire.MAX_MESSAGE_BYTES);
        if (message instanceof Message.Feed(Changes changes)) {
          for (Commit.Value value : changes.values()) {
            Entry entry = value.entry();
            values.append(entry.soul() + "." + entry.key() + "=" + entry.value());
          }
          if (changes.filled()) {
            return values.toString();
          }
        } else if (version < Message.PROGRESS_SINCE) {
          assertThat(message).isInstanceOf(Message.Heartbeat.class);
        }
      }
    }
  }

  private static Message firstWordsTo(ServerSocket socket, int version) throws IOException {
    return wordsTo(socket, version, 1).getFirst();
  }

  /** What the relay says after it was welcomed in this version. */
  private static List<Message> wordsTo(ServerSocket socket, int version, int count)
      throws IOException {
    try (Wire wire = Wire.over(socket.accept(), Security.NONE, false)) {
      wire.setPatience(Duration.ofSeconds(10));
      assertThat(wire.read(Wire.MAX_INTRODUCTION_BYTES)).isInstanceOf(Message.Hello.class);
      wire.write(new Message.Welcome(version, new Origin(5, 6), "older", "region"));
      wire.flush();
      List<Message> words = new ArrayList<>();
      while (words.size() < count) {
        words.add(wire.read(Wire.MAX_INTRODUCTION_BYTES));
      }
      return words;
    }
  }
}
