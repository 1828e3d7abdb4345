package io.gunrelay.relay.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where another process listens.
 *
 * @param host a name or an address, which is not looked up here
 */
public record Address(String host, int port) {
  private static final int MAX_PORT = 65_535;

  /** Reads {@code HOST:PORT}; an IPv6 address stands in brackets. */
  static Optional<Address> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    String host = text.substring(0, colon).strip();
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || host.contains(" ") || (host.contains(":") && !bracketed)) {
      return Optional.empty();
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1).strip());
      return port >= 1 && port <= MAX_PORT
          ? Optional.of(new Address(host, port))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Reads addresses separated by commas; empty if one of them is none. */
  static Optional<List<Address>> list(String text) {
    List<Address> addresses = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        Optional<Address> address = parse(part.strip());
        if (address.isEmpty()) {
          return Optional.empty();
        }
        addresses.add(address.get());
      }
    }
    return Optional.of(addresses);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
