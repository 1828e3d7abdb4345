package io.gunrelay.relay.replication.net;

import static io.gunrelay.relay.replication.net.TestRelay.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.replication.Changes;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.replication.net.TestRelay.Promise;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay that has been filled, and is behind, is not ready. */
class CatchingUpTest {
  private static final Origin SOURCE = new Origin(5, 6);

  @TempDir Path folder;

  @Test
  void aRelayIsReadyOnceItIsNotBehindAndStaysSo() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestRelay relay =
            new TestRelay(
                "relay",
                folder,
                0,
                Security.NONE,
                Promise.OWN_DISK.readyWithin(Duration.ZERO),
                TestRelay.at(socket.getLocalPort()));
        Wire wire = Wire.over(socket.accept(), Security.NONE, false)) {
      wire.setPatience(Duration.ofSeconds(10));
      assertThat(wire.read(Wire.MAX_INTRODUCTION_BYTES)).isInstanceOf(Message.Hello.class);
      wire.write(new Message.Welcome(Message.VERSION, SOURCE, "source", "region"));
      has(wire, 5);
      gives(wire, 3, true);
      eventually(
          "it catches up",
          () -> relay.replication.waitingFor().filter(why -> why.contains("behind")).isPresent());
      PeerLink.Behind behind =
          Objects.requireNonNull(
              Objects.requireNonNull(relay.replication.peers().getFirst().link()).behind());
      assertThat(behind.changes()).isEqualTo(2);
      assertThat(behind.bytes()).isEqualTo(7);
      gives(wire, 5, false);
      eventually("it has caught up", () -> relay.replication.waitingFor().isEmpty());
      has(wire, 9);
      eventually(
          "it is behind again",
          () -> {
            PeerLink link = relay.replication.peers().getFirst().link();
            return link != null && link.behind() != null && link.behind().changes() == 4;
          });
      assertThat(relay.replication.waitingFor()).isEmpty();
    }
  }

  private static void has(Wire wire, long sequence) throws IOException {
    wire.write(new Message.Progress(VersionVector.of(Map.of(SOURCE, sequence)), 7, Map.of()));
    wire.flush();
  }

  private static void gives(Wire wire, long sequence, boolean filled) throws IOException {
    VersionVector advanced = VersionVector.of(Map.of(SOURCE, sequence));
    wire.write(new Message.Feed(new Changes(List.of(), advanced, filled)));
    wire.flush();
  }
}
