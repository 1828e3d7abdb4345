package io.gunrelay.relay.replication.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.store.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
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

  /** What the relay says after it was welcomed in this version. */
  private static Message firstWordsTo(ServerSocket socket, int version) throws IOException {
    try (Wire wire = Wire.over(socket.accept(), Security.NONE, false)) {
      wire.setPatience(Duration.ofSeconds(10));
      assertThat(wire.read(Wire.MAX_INTRODUCTION_BYTES)).isInstanceOf(Message.Hello.class);
      wire.write(new Message.Welcome(version, new Origin(5, 6), "older", "region"));
      wire.flush();
      return wire.read(Wire.MAX_INTRODUCTION_BYTES);
    }
  }
}
