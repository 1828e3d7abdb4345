package io.gunrelay.relay.transport;

import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.FleetEntries;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.limits.Limits;
import io.gunrelay.relay.tls.PortTls;
import java.util.Optional;
import java.util.function.Function;

/**
 * How clients are met.
 *
 * @param proxies whose word about a client's address is taken
 * @param proxyProtocol whether those proxies say it in a PROXY header before anything else
 * @param origins whose pages may connect
 * @param entries that clients are told of
 * @param elsewhere which other region serves the clients of a region, as they are told, too
 * @param compression whether clients may send compressed messages
 * @param limits what clients use, together
 */
public record Edge(
    PortTls tls,
    TrustedProxies proxies,
    boolean proxyProtocol,
    AllowedOrigins origins,
    FleetEntries entries,
    Function<String, Optional<String>> elsewhere,
    boolean compression,
    Limits limits) {

  /** The same for others, or with other rules for who comes. */
  public Edge with(
      TrustedProxies otherProxies,
      boolean otherProtocol,
      AllowedOrigins otherOrigins,
      FleetEntries otherEntries) {
    return new Edge(
        tls,
        otherProxies,
        otherProtocol,
        otherOrigins,
        otherEntries,
        elsewhere,
        compression,
        limits);
  }
}
