package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

class EntryUrlTest {
  @Test
  void theClientsOwnUrlIsPutTogether() {
    assertThat(url(request("/gun?r=1", "Host", "localhost:8765"), false))
        .isEqualTo("ws://localhost:8765/gun?r=1");
    assertThat(url(request("/gun", "Host", "[::1]:80"), true)).isEqualTo("wss://[::1]:80/gun");
  }

  @Test
  void aProxyTellsWhatItHides() {
    for (String protocol : new String[] {"https", "wss", "HTTPS, http"}) {
      assertThat(
              url(request("/gun", "Host", "relay.example", "X-Forwarded-Proto", protocol), false))
          .isEqualTo("wss://relay.example/gun");
    }
    assertThat(
            url(request("/gun", "Host", "pod", "X-Forwarded-Host", "relay.example, inner"), false))
        .isEqualTo("ws://relay.example/gun");
  }

  @Test
  void whatIsNoUrlIsNotPassedOn() {
    assertThat(url(request("/gun"), false)).isEmpty();
    for (String host : new String[] {"a b", "a/b", "a\"", "user@host", "a:99999999", ""}) {
      assertThat(url(request("/gun", "Host", host), false)).as(host).isEmpty();
    }
    assertThat(url(request("/gun?\"", "Host", "a"), false)).isEmpty();
    assertThat(url(request("/gun?" + "x".repeat(2000), "Host", "a"), false)).isEmpty();
  }

  private static String url(HttpRequest request, boolean secure) {
    return EntryUrl.of(request, request.uri(), secure);
  }

  private static HttpRequest request(String uri, String... headers) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri);
    for (int i = 0; i < headers.length; i += 2) {
      request.headers().set(headers[i], headers[i + 1]);
    }
    return request;
  }
}
