package io.gunrelay.relay.clients;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Whom limits take for one client: an IPv4 address, or the /64 that an IPv6 address is in, since
 * that is what one subscriber is given.
 *
 * @param bits the address, or the first half of it
 * @param isIpv6 what it is an address of
 */
public record ClientNetwork(long bits, boolean isIpv6) {
  /** The network that an address is in. */
  public static ClientNetwork of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? new ClientNetwork(bytes.getInt(), false)
        : new ClientNetwork(bytes.getLong(), true);
  }
}
