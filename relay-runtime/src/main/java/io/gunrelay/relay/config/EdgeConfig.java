package io.gunrelay.relay.config;

import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.FleetEntries;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.limits.LimitSettings;

/** How a relay meets who is outside. {@link Option} says what each value means. */
public record EdgeConfig(
    TlsConfig tls,
    TrustedProxies proxies,
    boolean proxyProtocol,
    AllowedOrigins origins,
    FleetEntries entries,
    boolean compression,
    LimitSettings limits,
    OrdersConfig orders) {

  /** One that knows of no entries. */
  public EdgeConfig(
      TlsConfig tls,
      TrustedProxies proxies,
      boolean proxyProtocol,
      AllowedOrigins origins,
      boolean compression,
      LimitSettings limits,
      OrdersConfig orders) {
    this(tls, proxies, proxyProtocol, origins, FleetEntries.NONE, compression, limits, orders);
  }

  /** One that takes orders from this machine. */
  public EdgeConfig(
      TlsConfig tls,
      TrustedProxies proxies,
      boolean proxyProtocol,
      AllowedOrigins origins,
      boolean compression,
      LimitSettings limits) {
    this(tls, proxies, proxyProtocol, origins, compression, limits, OrdersConfig.LOCAL);
  }

  /** What holds when nothing is said. */
  public static final EdgeConfig USUAL = with(TlsConfig.NONE);

  /** The usual, with TLS. */
  public static EdgeConfig with(TlsConfig tls) {
    return new EdgeConfig(
        tls, TrustedProxies.NONE, false, AllowedOrigins.ANY, false, LimitSettings.NONE);
  }
}
