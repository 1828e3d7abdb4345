package io.gunrelay.relay.transport;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Base64;
import java.util.List;

/**
 * Whether a request could be read otherwise by a proxy that it came through: what is said twice, or
 * not at all, or has a body where none belongs.
 */
final class RequestCheck {
  private static final int KEY_BYTES = 16;

  private RequestCheck() {}

  /** Whether it names its host once, as it has to (RFC 9112, 3.2). */
  static boolean namesOneHost(FullHttpRequest request) {
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    return hosts == 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_0));
  }

  /** Whether a WebSocket may be made of it (RFC 6455, 4.2.1). */
  static boolean mayUpgrade(FullHttpRequest request) {
    HttpHeaders headers = request.headers();
    return request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).size() == 1
        && isKey(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY))
        && !request.content().isReadable();
  }

  private static boolean isKey(List<String> keys) {
    try {
      return keys.size() == 1 && Base64.getDecoder().decode(keys.getFirst()).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
