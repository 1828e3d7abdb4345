package io.gunrelay.e2e.loadgen.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  // The nonce and its answer of RFC 6455, section 1.3.
  private final Handshake handshake =
      new Handshake(
          URI.create("ws://relay.example:8765/gun?x=1"),
          new RandomGenerator() {
            @Override
            public long nextLong() {
              return 0;
            }

            @Override
            public void nextBytes(byte[] bytes) {
              byte[] nonce = "the sample nonce".getBytes(StandardCharsets.US_ASCII);
              System.arraycopy(nonce, 0, bytes, 0, bytes.length);
            }
          });

  @Test
  void theRequestNamesHostPathAndKey() {
    String request =
        handshake.request(UnpooledByteBufAllocator.DEFAULT).toString(StandardCharsets.US_ASCII);

    assertThat(request)
        .startsWith("GET /gun?x=1 HTTP/1.1\r\nHost: relay.example:8765\r\n")
        .contains("\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void whatFollowsTheAnswerIsLeft() throws Exception {
    ByteBuf answer = text(switched("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") + "frames");

    assertThat(handshake.takeAnswer(answer)).isTrue();
    assertThat(answer.toString(StandardCharsets.US_ASCII)).isEqualTo("frames");
  }

  @Test
  void anAnswerThatIsNotAllThereIsWaitedFor() throws Exception {
    assertThat(handshake.takeAnswer(text("HTTP/1.1 101 Switching Protocols\r\nUpg"))).isFalse();
  }

  @Test
  void aRefusalSaysWhatTheServerSaid() {
    assertThatThrownBy(() -> handshake.takeAnswer(text("HTTP/1.1 503 Full\r\n\r\n")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("503 Full");
  }

  @Test
  void anAnswerToAnotherKeyIsRefused() {
    assertThatThrownBy(() -> handshake.takeAnswer(text(switched("bm90IHRoZSBhbnN3ZXI="))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("key");
  }

  private static String switched(String accept) {
    return "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nsec-websocket-accept: "
        + accept
        + "\r\n\r\n";
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}
