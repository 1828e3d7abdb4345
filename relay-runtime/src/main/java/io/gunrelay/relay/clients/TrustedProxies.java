package io.gunrelay.relay.clients;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The proxies whose word about a client's address is taken. What anybody else says is ignored.
 *
 * @param ranges where they are
 */
public record TrustedProxies(List<AddressRange> ranges) {
  /** Nobody is trusted. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  /** Reads ranges separated by commas; empty if one of them is none. */
  public static Optional<TrustedProxies> parse(String text) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        Optional<AddressRange> range = AddressRange.parse(part.strip());
        if (range.isEmpty()) {
          return Optional.empty();
        }
        ranges.add(range.get());
      }
    }
    return Optional.of(new TrustedProxies(List.copyOf(ranges)));
  }

  /** Whether a proxy is at this address. */
  public boolean contains(InetAddress address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The client's address: the right-most one that is no proxy's. Each proxy adds at the right whom
   * it was called by; what stands further left was said by somebody who is not trusted.
   *
   * @param peer who is connected
   * @param forwardedFor the values of X-Forwarded-For, in their order
   */
  public InetAddress client(InetAddress peer, List<String> forwardedFor) {
    InetAddress known = peer;
    String all = String.join(",", forwardedFor);
    int end = all.length();
    while (end > 0 && contains(known)) {
      int comma = all.lastIndexOf(',', end - 1);
      Optional<InetAddress> next = address(all.substring(comma + 1, end).strip());
      if (next.isEmpty()) {
        return known;
      }
      known = next.get();
      end = comma;
    }
    return known;
  }

  /** Some proxies add the port, and then brackets to an IPv6 address. */
  private static Optional<InetAddress> address(String text) {
    String bare = text;
    int bracket = text.indexOf(']');
    if (text.startsWith("[") && bracket > 0) {
      bare = text.substring(1, bracket);
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      bare = text.substring(0, text.indexOf(':'));
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
