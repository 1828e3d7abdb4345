package io.gunrelay.e2e.loadgen.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The client's half of the opening handshake (RFC 6455, section 4.1). One serves all connections of
 * a run: a server only has to show that it read the key.
 */
final class Handshake {
  private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int LONGEST_ANSWER = 16 << 10;

  private final String request;
  private final String accept;

  Handshake(URI uri, RandomGenerator random) {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    String key = Base64.getEncoder().encodeToString(nonce);
    accept = accept(key);
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    request =
        "GET "
            + (path + query)
            + " HTTP/1.1\r\nHost: "
            + uri.getRawAuthority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
            + key
            + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
  }

  /** The request; the caller owns the buffer. */
  ByteBuf request(ByteBufAllocator allocator) {
    return ByteBufUtil.writeAscii(allocator, request);
  }

  /**
   * Takes the answer out of what came.
   *
   * @return whether it was all there and is consumed
   * @throws IOException when the server refuses
   */
  boolean takeAnswer(ByteBuf in) throws IOException {
    String text = in.toString(StandardCharsets.US_ASCII);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      if (text.length() > LONGEST_ANSWER) {
        throw new IOException("the answer to the WebSocket handshake does not end");
      }
      return false;
    }
    String head = text.substring(0, end);
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("no WebSocket, but \"" + head.lines().findFirst().orElse("") + "\"");
    }
    boolean shown =
        head.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-accept:"))
            .anyMatch(line -> line.substring(line.indexOf(':') + 1).strip().equals(accept));
    if (!shown) {
      throw new IOException("the answer to the WebSocket handshake does not fit its key");
    }
    in.skipBytes(end + 4);
    return true;
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
