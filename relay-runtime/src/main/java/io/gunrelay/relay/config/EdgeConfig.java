package io.gunrelay.relay.config;

import io.gunrelay.relay.clients.AddressRange;
import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.limits.LimitSettings;
import java.util.List;

/** How a relay meets who is outside. {@link Option} says what each value means. */
public record EdgeConfig(
    TlsConfig tls,
    TrustedProxies proxies,
    boolean proxyProtocol,
    AllowedOrigins origins,
    boolean compression,
    LimitSettings limits,
    List<AddressRange> ordersFrom) {

  /** This machine alone. */
  public static final List<AddressRange> LOCAL =
      TrustedProxies.parse(Option.ADMIN_ORDERS_FROM.defaultText()).orElseThrow().ranges();

  public EdgeConfig {
    ordersFrom = List.copyOf(ordersFrom);
  }

  /** One that takes orders from this machine. */
  public EdgeConfig(
      TlsConfig tls,
      TrustedProxies proxies,
      boolean proxyProtocol,
      AllowedOrigins origins,
      boolean compression,
      LimitSettings limits) {
    this(tls, proxies, proxyProtocol, origins, compression, limits, LOCAL);
  }

  /** What holds when nothing is said. */
  public static final EdgeConfig USUAL = with(TlsConfig.NONE);

  /** The usual, with TLS. */
  public static EdgeConfig with(TlsConfig tls) {
    return new EdgeConfig(
        tls, TrustedProxies.NONE, false, AllowedOrigins.ANY, false, LimitSettings.NONE);
  }
}
