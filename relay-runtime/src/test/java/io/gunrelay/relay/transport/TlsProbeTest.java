package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gunrelay.relay.tls.TestAuthority;
import io.gunrelay.relay.tls.TestClient;
import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a relay offers to whoever begins TLS. */
class TlsProbeTest {
  private static final String GET = "{\"#\":\"g\",\"get\":{\"#\":\"s\"}}";
  private static final int HANDSHAKE = 22;
  private static final int ALERT = 21;
  private static final int PROTOCOL_VERSION = 70;

  @TempDir Path folder;
  private final TestAuthority authority = new TestAuthority("authority");
  private final TestClient client = new TestClient(authority);

  private PortFixture relay(TlsVersion least) throws IOException {
    return relay(authority.certify("relay").write(folder, "relay", ""), least);
  }

  private static PortFixture relay(TlsFiles files, TlsVersion least) throws IOException {
    return new PortFixture(files, least);
  }

  @Test
  void theEngineIsBoringSsl() {
    assertThat(OpenSsl.isAvailable()).as(String.valueOf(OpenSsl.unavailabilityCause())).isTrue();
    assertThat(OpenSsl.versionString()).isEqualTo("BoringSSL");
  }

  @Test
  void aClientTalksOverTls13() throws Exception {
    try (PortFixture relay = relay(TlsVersion.TLS_1_3);
        SSLSocket socket = client.connect(relay.port);
        RawClient raw = RawClient.open(socket)) {
      raw.text(GET);

      assertThat(raw.readText()).isEqualTo("{\"@\":\"g\"}");
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(relay.handshakes("secured")).isEqualTo(1);
    }
  }

  @Test
  void tls12IsSpokenOnlyWhereItIsAskedForAndNothingOlder() throws Exception {
    try (PortFixture relay = relay(TlsVersion.TLS_1_3)) {
      assertThat(alert(relay.port, 0x0303)).isEqualTo(PROTOCOL_VERSION);
      assertThat(alert(relay.port, 0x0302)).isEqualTo(PROTOCOL_VERSION);
    }
    try (PortFixture relay = relay(TlsVersion.TLS_1_2)) {
      assertThat(suites(relay.port, "TLSv1.2"))
          .containsExactlyInAnyOrder(
              "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
              "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
              "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
      assertThat(suites(relay.port, "TLSv1.3"))
          .containsExactlyInAnyOrder(
              "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
      assertThat(alert(relay.port, 0x0302)).isEqualTo(PROTOCOL_VERSION);
      assertThat(alert(relay.port, 0x0301)).isEqualTo(PROTOCOL_VERSION);
    }
  }

  @Test
  void withAnRsaKeyOnlySuitesWithForwardSecrecyAreSpoken() throws Exception {
    TlsFiles files =
        authority
            .certify("relay", TestAuthority.keys("RSA", 2048), Instant.now().plusSeconds(3_600))
            .write(folder, "rsa", "");
    try (PortFixture relay = relay(files, TlsVersion.TLS_1_2)) {
      assertThat(suites(relay.port, "TLSv1.2"))
          .containsExactlyInAnyOrder(
              "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
              "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
              "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    }
  }

  @Test
  void http11IsAgreedOnAndNothingElse() throws Exception {
    try (PortFixture relay = relay(TlsVersion.TLS_1_3)) {
      assertThat(protocol(relay.port, "h2", "http/1.1")).isEqualTo("http/1.1");
      assertThat(protocol(relay.port, "h2")).isEmpty();
      assertThat(protocol(relay.port)).isEmpty();
    }
  }

  @Test
  void whoComesBackResumesItsSession() throws Exception {
    for (String version : List.of("TLSv1.3", "TLSv1.2")) {
      TestClient returning = new TestClient(authority);
      try (PortFixture relay = relay(TlsVersion.TLS_1_2)) {
        for (int i = 0; i < 3; i++) {
          SSLSocket socket = returning.connect(relay.port);
          socket.setEnabledProtocols(new String[] {version});
          try (RawClient raw = RawClient.open(socket)) {
            raw.text(GET);
            assertThat(raw.readText()).isEqualTo("{\"@\":\"g\"}");
          }
        }
        assertThat(returning.certificatesSeen()).as(version).isEqualTo(1);
      }
    }
  }

  @Test
  void aHandshakeInTheMiddleOfAConnectionIsRefused() throws Exception {
    try (PortFixture relay = relay(TlsVersion.TLS_1_2);
        SSLSocket socket = client.connect(relay.port)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      RawClient raw = RawClient.open(socket);
      socket.startHandshake();

      assertThatThrownBy(
              () -> {
                raw.text(GET);
                raw.readText();
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void plainHttpAndGarbageAreCutOffAndTheOthersGoOn() throws Exception {
    try (PortFixture relay = relay(TlsVersion.TLS_1_3)) {
      byte[] record = {HANDSHAKE, 3, 1, 0, 4, 1, 0, 0, 0};
      for (byte[] words :
          List.of(
              "GET /gun HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
              record,
              new byte[2_000])) {
        try (RawClient stranger = new RawClient(relay.port)) {
          stranger.raw(words);
          assertThat(stranger.isCutOff()).isTrue();
        }
      }
      try (RawClient raw = RawClient.open(client.connect(relay.port))) {
        raw.text(GET);
        assertThat(raw.readText()).isEqualTo("{\"@\":\"g\"}");
      }
      Eventually.await(
          "they are counted", Duration.ofSeconds(10), () -> relay.handshakes("failed") == 3);
    }
  }

  @Test
  void aRecordThatIsDamagedEndsItsConnectionAlone() throws Exception {
    try (PortFixture relay = relay(TlsVersion.TLS_1_3);
        Socket below = new Socket(InetAddress.getLoopbackAddress(), relay.port);
        SSLSocket socket =
            (SSLSocket)
                client
                    .context()
                    .getSocketFactory()
                    .createSocket(below, "127.0.0.1", relay.port, true)) {
      RawClient raw = RawClient.open(socket);
      below.getOutputStream().write(new byte[] {23, 3, 3, 0, 20});
      below.getOutputStream().write(new byte[20]);

      assertThat(raw.isCutOff()).isTrue();
      Eventually.await("it is gone", Duration.ofSeconds(10), () -> relay.graph.left() == 1);
    }
  }

  @Test
  void whoDoesNotEndItsHandshakeIsCutOff() throws Exception {
    try (PortFixture relay = relay(TlsVersion.TLS_1_3);
        RawClient silent = new RawClient(relay.port);
        RawClient slow = new RawClient(relay.port)) {
      slow.raw(new byte[] {HANDSHAKE, 3, 1, 1, 0, 1});
      assertThat(silent.isCutOff()).isTrue();
      assertThat(slow.isCutOff()).isTrue();
    }
  }

  private String protocol(int port, String... offered) throws IOException {
    try (SSLSocket socket = client.connect(port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(offered);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getApplicationProtocol();
    }
  }

  /** Which of the suites that Java knows the relay takes. */
  private Set<String> suites(int port, String version) throws IOException {
    Set<String> taken = new TreeSet<>();
    try (SSLSocket all = client.connect(port)) {
      for (String suite : all.getSupportedCipherSuites()) {
        try (SSLSocket socket = new TestClient(authority).connect(port)) {
          socket.setEnabledProtocols(new String[] {version});
          socket.setEnabledCipherSuites(new String[] {suite});
          socket.startHandshake();
          taken.add(socket.getSession().getCipherSuite());
        } catch (IOException | IllegalArgumentException refused) {
          // Not this one.
        }
      }
    }
    return taken;
  }

  /** What the relay says to a ClientHello of an old version, which Java would not send. */
  private static int alert(int port, int version) throws IOException {
    ByteBuffer hello = ByteBuffer.allocate(512);
    hello.putShort((short) version).put(new byte[32]).put((byte) 0);
    hello.putShort((short) 4).putShort((short) 0xC02B).putShort((short) 0xC013);
    hello.put((byte) 1).put((byte) 0);
    byte[] groups = {0, 10, 0, 4, 0, 2, 0, 23, 0, 13, 0, 4, 0, 2, 4, 3};
    hello.putShort((short) groups.length).put(groups);
    byte[] body = Arrays.copyOf(hello.array(), hello.position());
    ByteBuffer record = ByteBuffer.allocate(9 + body.length);
    record.put((byte) HANDSHAKE).putShort((short) 0x0301).putShort((short) (4 + body.length));
    record.putInt((1 << 24) | body.length).put(body);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(record.array());
      byte[] answer = socket.getInputStream().readNBytes(7);
      assertThat(answer).hasSize(7);
      assertThat(answer[0]).isEqualTo((byte) ALERT);
      return answer[6];
    }
  }
}
