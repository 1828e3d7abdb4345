package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.tls.TestAuthority;
import io.gunrelay.relay.tls.TestClient;
import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are renewed while clients are connected. */
class CertificateReloadTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final TestAuthority authority = new TestAuthority("authority");
  private TlsFiles files = TlsFiles.NONE;

  /** A volume of a Secret: files are links into a link, and that is what Kubernetes swaps. */
  @BeforeEach
  void mount() throws IOException {
    swap("..1", authority.certify("first"));
    for (String name : new String[] {"tls.crt", "tls.key"}) {
      Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
    }
    files =
        new TlsFiles(
            folder.resolve("tls.crt").toString(), folder.resolve("tls.key").toString(), "");
  }

  private void swap(String version, TestAuthority.Certified certified) throws IOException {
    Path data = Files.createDirectory(folder.resolve(version));
    Files.writeString(data.resolve("tls.crt"), certified.certificatePem());
    Files.writeString(data.resolve("tls.key"), certified.keyPem());
    Path link = Files.createSymbolicLink(folder.resolve("..next"), Path.of(version));
    Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void newConnectionsGetTheNewCertificateAndOldOnesStay() throws Exception {
    try (PortFixture relay = new PortFixture(files, TlsVersion.TLS_1_3);
        RawClient before = RawClient.open(new TestClient(authority).connect(relay.port))) {
      assertThat(shown(relay)).isEqualTo("CN=first");

      for (int i = 2; i < 6; i++) {
        String subject = "renewed" + i;
        swap(".." + i, authority.certify(subject));
        Eventually.await(subject, SOON, () -> shown(relay).equals("CN=" + subject));
        before.text("{\"#\":\"g%d\",\"get\":{\"#\":\"s\"}}".formatted(i));
        assertThat(before.readText()).isEqualTo("{\"@\":\"g%d\"}".formatted(i));
      }

      assertThat(relay.reloads("used")).isEqualTo(4);
      assertThat(relay.reloads("refused")).isZero();
    }
  }

  @Test
  void whatCannotBeUsedIsRefusedOnceAndTheOldCertificateStays() throws Exception {
    try (PortFixture relay = new PortFixture(files, TlsVersion.TLS_1_3)) {
      TestAuthority.Certified next = authority.certify("next");
      swap("..2", new TestAuthority.Certified(authority.certify("x").keys(), next.certificate()));
      Eventually.await("it is refused", SOON, () -> relay.reloads("refused") == 1);
      assertThat(shown(relay)).isEqualTo("CN=first");

      Files.delete(folder.resolve("..data"));
      Eventually.await("it is missing", SOON, () -> relay.reloads("refused") == 2);
      assertThat(shown(relay)).isEqualTo("CN=first");

      swap("..3", next);
      Eventually.await("it is used", SOON, () -> shown(relay).equals("CN=next"));
      assertThat(relay.reloads("refused")).isEqualTo(2);
    }
  }

  private String shown(PortFixture relay) {
    try (SSLSocket socket = new TestClient(authority).connect(relay.port)) {
      socket.startHandshake();
      return TestClient.subject(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
