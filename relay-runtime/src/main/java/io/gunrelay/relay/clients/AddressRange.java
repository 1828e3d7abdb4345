package io.gunrelay.relay.clients;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses of one kind, such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param first any address of the range
 * @param bits how many leading bits all its addresses have in common
 */
public record AddressRange(InetAddress first, int bits) {

  /** Reads a range, or an address alone. Names are not looked up. */
  public static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int longest = first.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
      return bits < 0 || bits > longest
          ? Optional.empty()
          : Optional.of(new AddressRange(first, bits));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the address lies in it. */
  public boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (mine[i] != other[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((mine[whole] ^ other[whole]) & 0xFF) >>> (Byte.SIZE - rest) == 0;
  }
}
