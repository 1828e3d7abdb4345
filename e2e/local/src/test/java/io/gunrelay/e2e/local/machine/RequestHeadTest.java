package io.gunrelay.e2e.local.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestHeadTest {

  @Test
  void itIsReadUpToTheEmptyLineAndNoFurther() throws IOException {
    InputStream in = stream("GET /gun?x=1 HTTP/1.1\r\nHost: Relay.Example:8080\r\n\r\nrest");

    RequestHead head = RequestHead.read(in);

    assertThat(head.host()).isEqualTo("relay.example");
    assertThat(head.path()).isEqualTo("/gun");
    assertThat(in.readAllBytes()).asString().isEqualTo("rest");
  }

  @Test
  void anUpgradeGoesOnAsItCame() throws IOException {
    RequestHead head =
        RequestHead.read(
            stream("GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"));

    assertThat(head.forwarded("192.0.2.7"))
        .asString()
        .startsWith("GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
        .endsWith("X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: http\r\n\r\n");
  }

  @Test
  void anythingElseGetsAConnectionOfItsOwn() throws IOException {
    RequestHead head = RequestHead.read(stream("GET / HTTP/1.1\r\nConnection: keep-alive\r\n\r\n"));

    assertThat(head.forwarded("::1")).asString().contains("Connection: close\r\n");
    assertThat(head.forwarded("::1")).asString().doesNotContain("keep-alive");
  }

  @Test
  void whatNeverEndsIsRefused() {
    assertThatThrownBy(() -> RequestHead.read(stream("x".repeat(100_000))))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> RequestHead.read(stream("GET / HT"))).isInstanceOf(IOException.class);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }
}
