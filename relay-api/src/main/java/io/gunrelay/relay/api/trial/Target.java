package io.gunrelay.relay.api.trial;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * An entry.
 *
 * @param host in lower case
 * @param path with its query
 */
record Target(boolean secure, String host, int port, String path) {

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it is not one of GUN's entries
   */
  static Target of(String url) {
    URI uri = uri(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean isKnown = scheme.equals("ws") || scheme.equals("wss");
    if (!isKnown
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null
        || uri.getPort() > 65_535) {
      throw refused();
    }
    boolean secure = scheme.equals("wss");
    int usual = secure ? 443 : 80;
    String query = uri.getRawQuery();
    return new Target(
        secure,
        uri.getHost().toLowerCase(Locale.ROOT),
        uri.getPort() > 0 ? uri.getPort() : usual,
        (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath()) + (query == null ? "" : "?" + query));
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw refused();
    }
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "url is to be one of an entry, such as wss://relay.example/gun");
  }

  /** The {@code Host} of requests. */
  String authority() {
    return port == (secure ? 443 : 80) ? host : host + ":" + port;
  }

  /** Whether the host is an address and no name. */
  boolean isAddress() {
    return host.startsWith("[") || host.matches("[0-9.]+");
  }
}
