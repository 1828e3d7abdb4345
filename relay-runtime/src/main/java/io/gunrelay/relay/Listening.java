package io.gunrelay.relay;

import io.gunrelay.relay.config.Option;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Opens ports, and says in people's words why one cannot be had. */
final class Listening {
  /** Something that listens on an address and returns its port. */
  @FunctionalInterface
  interface Port {
    int listen(InetSocketAddress address) throws IOException;
  }

  private final InetAddress address;

  /** Listens on an address, which is looked up. */
  Listening(String bindAddress) throws StartException {
    try {
      address = InetAddress.getByName(bindAddress);
    } catch (UnknownHostException e) {
      throw new StartException(
          ExitCode.ADDRESS_UNUSABLE,
          "the address %s is not known; give one of this machine's with %s"
              .formatted(bindAddress, Option.BIND_ADDRESS.flag()),
          e);
    }
  }

  int open(Option option, int port, Port opener) throws StartException {
    try {
      return opener.listen(new InetSocketAddress(address, port));
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      boolean inUse = reason.toLowerCase(Locale.ROOT).contains("in use");
      throw new StartException(
          inUse ? ExitCode.PORT_IN_USE : ExitCode.ADDRESS_UNUSABLE,
          inUse
              ? "port %d of %s is in use by another process; stop it, or choose another port with %s"
                  .formatted(port, address.getHostAddress(), option.flag())
              : "port %d of %s cannot be listened on (%s); choose others with %s and %s"
                  .formatted(
                      port,
                      address.getHostAddress(),
                      reason,
                      Option.BIND_ADDRESS.flag(),
                      option.flag()),
          e);
    }
  }
}
