package io.gunrelay.relay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      TrustedProxies.parse("10.0.0.0/8, 192.0.2.7,fd00::/9").orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, true",
    "10.255.255.255, true",
    "11.0.0.0, false",
    "192.0.2.7, true",
    "192.0.2.6, false",
    "fd00::1, true",
    "fd7f::1, true",
    "fd80::1, false",
    "::ffff:10.0.0.1, true"
  })
  void aProxyIsInOneOfTheRanges(String address, boolean trusted) {
    assertThat(proxies.contains(InetAddress.ofLiteral(address))).isEqualTo(trusted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.1 | 198.51.100.9 | 203.0.113.1",
        "10.0.0.1 | 198.51.100.9 | 198.51.100.9",
        "10.0.0.1 | 1.1.1.1, 198.51.100.9 | 198.51.100.9",
        "10.0.0.1 | 1.1.1.1, 198.51.100.9, 10.0.0.2 | 198.51.100.9",
        "10.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.3",
        "10.0.0.1 | 198.51.100.9:4711 | 198.51.100.9",
        "10.0.0.1 | [2001:db8::1]:4711 | 2001:db8::1",
        "10.0.0.1 | 2001:db8::1 | 2001:db8::1",
        "10.0.0.1 | unknown | 10.0.0.1",
        "10.0.0.1 | 198.51.100.9, unknown, 10.0.0.2 | 10.0.0.2",
        "10.0.0.1 | , | 10.0.0.1",
        "10.0.0.1 | localhost | 10.0.0.1"
      })
  void theClientIsTheRightMostWhoIsNoProxy(String peer, String forwardedFor, String client) {
    assertThat(proxies.client(InetAddress.ofLiteral(peer), List.of(forwardedFor)))
        .isEqualTo(InetAddress.ofLiteral(client));
  }

  @Test
  void severalHeadersAreReadAsOne() {
    assertThat(
            proxies.client(
                InetAddress.ofLiteral("10.0.0.1"), List.of("1.1.1.1, 2.2.2.2", "10.0.0.9")))
        .isEqualTo(InetAddress.ofLiteral("2.2.2.2"));
    assertThat(proxies.client(InetAddress.ofLiteral("10.0.0.1"), List.of()))
        .isEqualTo(InetAddress.ofLiteral("10.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "ten", "10.0.0.0/x", "localhost", "::/129"})
  void whatIsNoRangeIsNotTaken(String text) {
    assertThat(TrustedProxies.parse(text)).isEmpty();
  }

  @Test
  void anIpv6ClientIsItsNetworkAndAnIpv4ClientItself() {
    assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff::9"));
    assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
    assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
    assertThat(network("192.0.2.1")).isEqualTo(network("::ffff:192.0.2.1"));
    assertThat(network("0.0.0.0")).isNotEqualTo(network("::"));
  }

  private static ClientNetwork network(String address) {
    return ClientNetwork.of(InetAddress.ofLiteral(address));
  }
}
