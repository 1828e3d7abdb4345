package io.gunrelay.relay.replication.net;

import static io.gunrelay.relay.replication.net.TestRelay.eventually;
import static io.gunrelay.relay.replication.net.TestRelay.eventuallyEqual;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.tls.PeerTls;
import io.gunrelay.relay.tls.TestAuthority;
import io.gunrelay.relay.tls.TestClient;
import io.gunrelay.relay.tls.Tls;
import io.gunrelay.relay.tls.TlsException;
import io.gunrelay.relay.tls.TlsFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replication among those who hold a certificate of the fleet's authority. */
class MutualTlsTest {
  @TempDir Path folder;
  private final TestAuthority fleet = new TestAuthority("fleet");
  private final Tls tls =
      new Tls(new SimpleMeterRegistry(), InstantSource.system(), new SecureRandom(), Tls.USUAL);
  private Security security = Security.NONE;

  @BeforeEach
  void certify() throws TlsException {
    security = of(fleet, "relay", fleet);
  }

  private Security of(TestAuthority certifier, String name, TestAuthority trusted)
      throws TlsException {
    TlsFiles files = certifier.certify(name).write(folder, name, trusted.write(folder));
    PeerTls peers = tls.peers(name, files);
    return peers::secured;
  }

  @AfterEach
  void end() {
    tls.close();
  }

  @Test
  void relaysOfAFleetReplicate() throws Exception {
    try (TestRelay one = new TestRelay("one", folder, 0, security)) {
      one.put("s", "k", 1, "\"" + "x".repeat(300_000) + "\"");
      try (TestRelay other =
              new TestRelay("other", folder, 0, of(fleet, "o", fleet), one.address());
          TestRelay third = new TestRelay("third", folder, 0, security, other.address())) {
        eventuallyEqual("s", one.get("s"), List.of(one, other, third));
        one.put("t", "k", 1, "1");
        eventuallyEqual("t", "t.k=1@1", List.of(one, other, third));
      }
      eventually("they left", () -> one.replication.takers() == 0);
    }
  }

  @Test
  void whoHasNoCertificateOfTheFleetGetsNothing() throws Exception {
    TestAuthority others = new TestAuthority("others");
    try (TestRelay relay = new TestRelay("relay", folder, 0, security)) {
      relay.put("secret", "k", 1, "1");
      try (TestRelay plain = new TestRelay("plain", folder, 0, Security.NONE, relay.address());
          TestRelay stranger =
              new TestRelay("stranger", folder, 0, of(others, "s", fleet), relay.address())) {
        try (SSLSocket nameless = new TestClient(fleet).connect(relay.replication.port())) {
          nameless.setSoTimeout(5_000);
          assertThat(isRefused(nameless)).isTrue();
        }
        eventually(
            "both have given up",
            () ->
                plain.replication.waitingFor().isEmpty()
                    && stranger.replication.waitingFor().isEmpty());
        assertThat(plain.get("secret")).isEqualTo(plain.get("nothing"));
        assertThat(stranger.get("secret")).isEqualTo(stranger.get("nothing"));
      }
    }
  }

  @Test
  void aRelayTakesNothingFromWhoIsNotOfItsFleet() throws Exception {
    TestAuthority others = new TestAuthority("others");
    try (TestRelay impostor = new TestRelay("impostor", folder, 0, of(others, "i", fleet))) {
      impostor.put("lie", "k", 1, "1");
      try (TestRelay relay = new TestRelay("relay", folder, 0, security, impostor.address())) {
        eventually("it gave up", () -> relay.replication.waitingFor().isEmpty());
        assertThat(relay.get("lie")).isEqualTo(relay.get("nothing"));
        assertThat(relay.replication.peers()).noneMatch(PeerReport::connected);
      }
    }
  }

  @Test
  void whoDoesNotEndItsHandshakeIsCutOff() throws Exception {
    try (TestRelay relay = new TestRelay("relay", folder, 0, security);
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), relay.replication.port())) {
      slow.setSoTimeout(5_000);
      slow.getOutputStream().write(new byte[] {22, 3, 1, 1, 0, 1});
      assertThat(slow.getInputStream().read()).isNegative();
    }
  }

  /** With TLS 1.3 a client learns that it is refused when it wants to read. */
  private static boolean isRefused(SSLSocket socket) {
    try {
      socket.startHandshake();
      return socket.getInputStream().read() < 0;
    } catch (IOException refused) {
      return true;
    }
  }
}
