package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.limits.LimitSettings;
import io.gunrelay.relay.limits.LimitSettings.Rates;
import io.gunrelay.relay.tls.TestAuthority;
import io.gunrelay.relay.tls.TestClient;
import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose connection a connection is, and whose page opened it. One address may have one. */
class ClientAddressTest {
  private static final LimitSettings ONE_EACH =
      new LimitSettings(Rates.NONE, Rates.NONE, Rates.NONE, 1, 0, 0, 0, 0, 0);
  private static final byte[] VERSION_2 = {
    0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A
  };

  @TempDir Path folder;

  private static PortFixture relay(String proxies, boolean header, TlsConfig tls)
      throws IOException {
    return new PortFixture(
        PortFixture.LIMITS,
        new EdgeConfig(
            tls,
            TrustedProxies.parse(proxies).orElseThrow(),
            header,
            AllowedOrigins.parse("https://app.example").orElseThrow(),
            false,
            ONE_EACH));
  }

  private static String upgrade(RawClient client, String... headers) throws IOException {
    return client.request("GET /gun HTTP/1.1", RawClient.upgrade(headers));
  }

  @Test
  void withoutProxiesAConnectionIsItsAddressWhateverItSays() throws IOException {
    try (PortFixture relay = relay("192.0.2.0/24", false, TlsConfig.NONE);
        RawClient one = new RawClient(relay.port)) {
      assertThat(upgrade(one, "X-Forwarded-For: 203.0.113.1")).startsWith("HTTP/1.1 101");
      try (RawClient other = new RawClient(relay.port)) {
        assertThat(other.isCutOff()).isTrue();
      }
      assertThat(relay.limited("address", "connections", "refused")).isEqualTo(1);
      one.frame(true, RawClient.CLOSE, new byte[] {3, (byte) 0xE8});
      assertThat(one.isCutOff()).isTrue();
      Eventually.await(
          "there is room again",
          Duration.ofSeconds(10),
          () -> {
            try (RawClient again = new RawClient(relay.port)) {
              return upgrade(again).startsWith("HTTP/1.1 101");
            } catch (IOException cutOff) {
              return false;
            }
          });
    }
  }

  @Test
  void behindATrustedProxyAConnectionIsWhoItWasForwardedFor() throws IOException {
    try (PortFixture relay = relay("127.0.0.0/8", false, TlsConfig.NONE);
        RawClient one = new RawClient(relay.port);
        RawClient other = new RawClient(relay.port);
        RawClient again = new RawClient(relay.port)) {
      assertThat(upgrade(one, "X-Forwarded-For: 198.51.100.9, 203.0.113.1"))
          .startsWith("HTTP/1.1 101");
      assertThat(upgrade(other, "X-Forwarded-For: 203.0.113.2")).startsWith("HTTP/1.1 101");
      assertThat(upgrade(again, "X-Forwarded-For: 198.51.100.7, 203.0.113.1"))
          .startsWith("HTTP/1.1 429");
    }
  }

  @Test
  void aProxyHeaderOfEitherVersionSaysWhoTheClientIs() throws IOException {
    try (PortFixture relay = relay("127.0.0.1", true, TlsConfig.NONE);
        RawClient one = new RawClient(relay.port);
        RawClient other = new RawClient(relay.port);
        RawClient again = new RawClient(relay.port);
        RawClient probe = new RawClient(relay.port)) {
      one.raw(ascii("PROXY TCP4 203.0.113.1 203.0.113.9 1234 443\r\n"));
      assertThat(upgrade(one)).startsWith("HTTP/1.1 101");
      other.raw(version2(new byte[] {(byte) 203, 0, 113, 2}));
      assertThat(upgrade(other)).startsWith("HTTP/1.1 101");
      again.raw(version2(new byte[] {(byte) 203, 0, 113, 1}));
      assertThat(again.isCutOff()).isTrue();
      // LOCAL: the proxy looks whether the relay is there.
      probe.raw(VERSION_2);
      probe.raw(new byte[] {0x20, 0, 0, 0});
      assertThat(probe.request("GET / HTTP/1.1", List.of("Host: relay")))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aTrustedProxyThatSaysNothingIsCutOffAndAStrangersHeaderIsNoHeader() throws IOException {
    try (PortFixture relay = relay("127.0.0.1", true, TlsConfig.NONE);
        RawClient silent = new RawClient(relay.port)) {
      silent.raw(ascii("GET / HTTP/1.1\r\nHost: relay\r\n\r\n"));
      assertThat(silent.isCutOff()).isTrue();
    }
    try (PortFixture relay = relay("192.0.2.1", true, TlsConfig.NONE);
        RawClient stranger = new RawClient(relay.port)) {
      assertThat(
              stranger.request("PROXY TCP4 203.0.113.1 203.0.113.9 1234 443", RawClient.upgrade()))
          .startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void theProxyHeaderComesBeforeTls() throws Exception {
    TestAuthority authority = new TestAuthority("authority");
    TlsFiles files = authority.certify("relay").write(folder, "relay", "");
    TlsConfig tls = new TlsConfig(files, TlsVersion.TLS_1_3, TlsFiles.NONE, TlsFiles.NONE);
    try (PortFixture relay = relay("127.0.0.1", true, tls);
        Socket below = new Socket(InetAddress.getLoopbackAddress(), relay.port)) {
      below.getOutputStream().write(ascii("PROXY TCP4 203.0.113.1 203.0.113.9 1234 443\r\n"));
      try (RawClient client =
          RawClient.open(
              new TestClient(authority)
                  .context()
                  .getSocketFactory()
                  .createSocket(below, "127.0.0.1", relay.port, true))) {
        client.text("{\"#\":\"g\",\"get\":{\"#\":\"s\"}}");
        assertThat(client.readText()).isEqualTo("{\"@\":\"g\"}");
      }
    }
  }

  @Test
  void aPageOfAnotherOriginIsToldWhatToConfigure() throws IOException {
    try (PortFixture relay = new PortFixture(PortFixture.LIMITS, onlyOurPages());
        RawClient foreign = new RawClient(relay.port);
        RawClient ours = new RawClient(relay.port);
        RawClient node = new RawClient(relay.port)) {
      assertThat(upgrade(foreign, "Origin: https://evil.example")).startsWith("HTTP/1.1 403");
      assertThat(foreign.body()).contains("https://evil.example", "--allowed-origins");
      assertThat(upgrade(ours, "Origin: https://app.example")).startsWith("HTTP/1.1 101");
      assertThat(upgrade(node)).startsWith("HTTP/1.1 101");
      assertThat(relay.registry.get("gunrelay.connections.refused").counter().count()).isOne();
    }
  }

  private static EdgeConfig onlyOurPages() {
    return new EdgeConfig(
        TlsConfig.NONE,
        TrustedProxies.NONE,
        false,
        AllowedOrigins.parse("https://app.example").orElseThrow(),
        false,
        LimitSettings.NONE);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** TCP over IPv4. */
  private static byte[] version2(byte[] source) {
    ByteBuffer header = ByteBuffer.allocate(64);
    header.put(VERSION_2).put((byte) 0x21).put((byte) 0x11).putShort((short) 12);
    header.put(source).put(new byte[] {127, 0, 0, 1}).putShort((short) 1234).putShort((short) 443);
    return Arrays.copyOf(header.array(), header.position());
  }
}
