package io.gunrelay.relay.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL that a client dialled, as far as its upgrade tells. A proxy that ends TLS says so by
 * {@code X-Forwarded-Proto}, one that changes the host by {@code X-Forwarded-Host}. Whoever forges
 * them misleads only himself: a URL made of them is told to nobody else.
 */
final class EntryUrl {
  private static final String FORWARDED_PROTO = "x-forwarded-proto";
  private static final String FORWARDED_HOST = "x-forwarded-host";
  private static final int LONGEST = 1024;
  private static final Pattern HOST =
      Pattern.compile("([\\w.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");
  private static final Pattern PATH = Pattern.compile("/[\\w.~!$&'()*+,;=:@%/?-]*");

  private EntryUrl() {}

  /**
   * Puts it together.
   *
   * @param path and query
   * @param secure whether TLS ends here
   * @return empty when it is not known
   */
  static String of(HttpRequest request, String path, boolean secure) {
    HttpHeaders headers = request.headers();
    String host =
        first(headers.get(FORWARDED_HOST))
            .or(() -> first(headers.get(HttpHeaderNames.HOST)))
            .orElse("");
    if (host.length() + path.length() > LONGEST
        || !HOST.matcher(host).matches()
        || !PATH.matcher(path).matches()) {
      return "";
    }
    return (isSecure(request, secure) ? "wss://" : "ws://") + host + path;
  }

  /**
   * Whether the client speaks TLS.
   *
   * @param secure whether TLS ends here
   */
  static boolean isSecure(HttpRequest request, boolean secure) {
    String protocol = first(request.headers().get(FORWARDED_PROTO)).orElse("");
    return secure || protocol.equalsIgnoreCase("https") || protocol.equalsIgnoreCase("wss");
  }

  /** What the proxy nearest to the client said. */
  private static Optional<String> first(@Nullable String list) {
    return Optional.ofNullable(list)
        .map(text -> text.split(",", 2)[0].strip())
        .filter(text -> !text.isEmpty());
  }
}
