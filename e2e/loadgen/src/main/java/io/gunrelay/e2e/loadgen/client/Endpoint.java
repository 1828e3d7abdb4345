package io.gunrelay.e2e.loadgen.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a relay is and how it is reached.
 *
 * @param uri {@code ws://host:port/gun} or {@code wss://…}: names the host in the request and, with
 *     TLS, the name that is asked for and checked
 * @param connectTo the address that is really dialled, when it is not the one of the URI: a node of
 *     a cluster whose names nobody resolves
 * @param authority a file of certificates in PEM that are trusted instead of the JDK's
 * @param insecure trust any certificate: for tests only
 */
public record Endpoint(
    URI uri, Optional<InetSocketAddress> connectTo, Optional<Path> authority, boolean insecure) {

  public Endpoint {
    String scheme = uri.getScheme();
    if (!"ws".equals(scheme) && !"wss".equals(scheme)) {
      throw new IllegalArgumentException(
          "\"" + uri + "\" is no WebSocket URL: write ws://host:port/gun or wss://host/gun");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("\"" + uri + "\" names no host");
    }
    if (insecure && authority.isPresent()) {
      throw new IllegalArgumentException("trust either an authority or everybody, not both");
    }
  }

  /** A relay reached as its URL says. */
  public static Endpoint of(String url) {
    return new Endpoint(URI.create(url), Optional.empty(), Optional.empty(), false);
  }

  boolean secure() {
    return "wss".equals(uri.getScheme());
  }

  /** The port of the URI, or its scheme's own. */
  int port() {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return secure() ? 443 : 80;
  }

  InetSocketAddress address() {
    return connectTo.orElseGet(() -> new InetSocketAddress(uri.getHost(), port()));
  }
}
