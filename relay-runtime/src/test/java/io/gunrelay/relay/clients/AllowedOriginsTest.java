package io.gunrelay.relay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {
  private final AllowedOrigins origins =
      AllowedOrigins.parse(
              "https://app.example, https://*.tabs.example,https://*.dev.example:8443,"
                  + "chrome-extension://abcdefghijklmnop,http://[::1]:3000")
          .orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "https://app.example, true",
    "HTTPS://App.Example, true",
    "http://app.example, false",
    "https://app.example:8443, false",
    "https://app.example.evil, false",
    "https://a.tabs.example, true",
    "https://a.b.tabs.example, true",
    "https://tabs.example, false",
    "https://.tabs.example, false",
    "https://eviltabs.example, false",
    "https://evil.example/.tabs.example, false",
    "https://a.dev.example:8443, true",
    "https://a.dev.example, false",
    "chrome-extension://abcdefghijklmnop, true",
    "chrome-extension://other, false",
    "http://[::1]:3000, true",
    "null, false"
  })
  void aPageMayConnectIfItsOriginIsListed(String origin, boolean allowed) {
    assertThat(origins.allow(List.of(origin))).isEqualTo(allowed);
  }

  @Test
  void whoIsNoPageMayConnect() {
    assertThat(origins.allow(List.of())).isTrue();
  }

  @Test
  void whoNamesTwoOriginsMayNot() {
    assertThat(origins.allow(List.of("https://app.example", "https://evil.example"))).isFalse();
  }

  @Test
  void withoutAListOrWithAStarEveryPageMay() {
    for (String text : List.of("", "*", "https://app.example, *")) {
      assertThat(AllowedOrigins.parse(text).orElseThrow().allow(List.of("https://evil.example")))
          .isTrue();
    }
  }

  @Test
  void pagesWithoutAnOriginOfTheirOwnCanBeListed() {
    assertThat(AllowedOrigins.parse("null").orElseThrow().allow(List.of("null"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.example",
        "https://app.example/",
        "https://app.example/path",
        "https://a*.example",
        "https://*",
        "https://"
      })
  void whatIsNoOriginIsNotTaken(String text) {
    assertThat(AllowedOrigins.parse(text)).isEmpty();
  }
}
