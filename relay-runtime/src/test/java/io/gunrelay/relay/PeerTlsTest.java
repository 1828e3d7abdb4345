package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.relay.peers.net.PeeringSettings;
import io.gunrelay.relay.transport.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer behind something that ends TLS. */
class PeerTlsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final char[] PASSWORD = "secret".toCharArray();

  @TempDir Path folder;

  @Test
  void aPeerIsDialledByTlsAndKnownByTheGivenAuthority() throws Exception {
    KeyStore keys = keys();
    try (TestRelay old = TestRelay.start(folder.resolve("old"));
        SSLServerSocket front = front(keys, old.port());
        TestRelay relay = TestRelay.start(folder.resolve("new"), 0, peer(front, pem(keys)));
        GunJsClient before = GunJsClient.start(old.uri());
        GunJsClient after = GunJsClient.start(relay.uri())) {
      before.awaitPeers(1, SOON);
      after.awaitPeers(1, SOON);
      assertThat(before.put(List.of("a"), Map.of("k", "v")).join().ok()).isTrue();

      Eventually.await(
          "it is found by the peer", SOON, () -> after.once(List.of("a", "k")).join().isPresent());
    }
  }

  @Test
  void aFileWithoutCertificatesEndsTheStart() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
    PeeringSettings peering =
        new PeeringSettings(List.of(URI.create("wss://localhost:1/gun")), empty, false);
    assertThatThrownBy(() -> TestRelay.start(folder.resolve("data"), 0, peering))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("--peer-ca")
        .hasMessageContaining("empty.pem")
        .hasMessageContaining("PEM");
  }

  private static PeeringSettings peer(SSLServerSocket front, Path authority) {
    URI url = URI.create("wss://localhost:" + front.getLocalPort() + "/gun");
    return new PeeringSettings(List.of(url), authority, false);
  }

  /** Ends TLS and passes on what it hears. */
  private static SSLServerSocket front(KeyStore keys, int port) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              Socket client = server.accept();
              Socket relay = new Socket(InetAddress.getLoopbackAddress(), port);
              Thread.ofVirtual().start(() -> pass(client, relay));
              Thread.ofVirtual().start(() -> pass(relay, client));
            } catch (IOException closed) {
              return;
            }
          }
        });
    return server;
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException closed) {
      // So is the other side, now.
    }
  }

  private KeyStore keys() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "relay",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private Path pem(KeyStore keys) throws Exception {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getCertificate("relay").getEncoded());
    return Files.writeString(
        folder.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
  }
}
