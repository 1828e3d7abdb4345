package io.gunrelay.e2e.loadgen.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gunrelay.e2e.loadgen.TinyRelay;
import io.gunrelay.e2e.loadgen.TinyRelay.Deed;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder;

  @BeforeAll
  static void makeACertificateForRelayExample() throws Exception {
    keytool(
        "-genkeypair -alias relay -keyalg EC -dname CN=relay.example -ext SAN=dns:relay.example"
            + " -validity 1 -storetype PKCS12 -keystore keys.p12 -storepass changeit");
    keytool("-exportcert -rfc -alias relay -file ca.pem -keystore keys.p12 -storepass changeit");
  }

  @Test
  void theNameOfTheUrlIsCheckedWhateverAddressIsDialled() throws Exception {
    assertThat(opens("relay.example", Optional.of(folder.resolve("ca.pem")), false)).isTrue();
  }

  @Test
  void aCertificateForAnotherNameIsRefused() {
    assertThatThrownBy(() -> opens("other.example", Optional.of(folder.resolve("ca.pem")), false))
        .isInstanceOf(CompletionException.class);
  }

  @Test
  void aCertificateThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> opens("relay.example", Optional.empty(), false))
        .isInstanceOf(CompletionException.class);
  }

  @Test
  void anyCertificateWillDoWhenAsked() throws Exception {
    assertThat(opens("other.example", Optional.empty(), true)).isTrue();
  }

  @Test
  void aMissingAuthorityIsSaidSo() {
    assertThatThrownBy(() -> opens("relay.example", Optional.of(Path.of("no-such.pem")), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such.pem");
  }

  private static boolean opens(String host, Optional<Path> authority, boolean insecure)
      throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE, Optional.of(serverContext()))) {
      InetSocketAddress address = relay.address();
      Endpoint endpoint =
          new Endpoint(
              URI.create("wss://" + host + "/gun"), Optional.of(address), authority, insecure);
      try (Clients clients = new Clients(endpoint, new MessageIds(new Random()), 1)) {
        return clients.connect((client, message) -> {}).join().isOpen();
      }
    }
  }

  private static SslContext serverContext() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(
        KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray()),
        PASSWORD.toCharArray());
    return SslContextBuilder.forServer(keys).build();
  }

  private static void keytool(String arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder((tool + " " + arguments).split(" ", -1))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).describedAs(output).isZero();
  }
}
