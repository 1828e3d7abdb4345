package io.gunrelay.e2e.embeddedapi.network;

/** IPv4 addresses and ranges of them. */
final class Addresses {

  private Addresses() {}

  static boolean isWithin(String address, String cidr) {
    int slash = cidr.indexOf('/');
    int length = Integer.parseInt(cidr.substring(slash + 1));
    int mask = length == 0 ? 0 : -1 << (32 - length);
    return (bits(address) & mask) == (bits(cidr.substring(0, slash)) & mask);
  }

  private static int bits(String address) {
    int bits = 0;
    for (var part : address.split("\\.", -1)) {
      bits = bits << 8 | Integer.parseInt(part);
    }
    return bits;
  }
}
