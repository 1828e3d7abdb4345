package io.gunrelay.relay.config;

import io.gunrelay.relay.clients.AddressRange;
import io.gunrelay.relay.clients.TrustedProxies;
import java.util.List;

/**
 * Whom the admin port takes orders from.
 *
 * @param from addresses, where nothing better tells
 * @param tokenFile the path of a file with the tokens that are to be shown; empty: none
 */
public record OrdersConfig(List<AddressRange> from, String tokenFile) {

  /** This machine alone. */
  public static final OrdersConfig LOCAL =
      new OrdersConfig(
          TrustedProxies.parse(Option.ADMIN_ORDERS_FROM.defaultText()).orElseThrow().ranges(), "");

  public OrdersConfig {
    from = List.copyOf(from);
  }

  /** Whether a token is to be shown. */
  public boolean asksForToken() {
    return !tokenFile.isBlank();
  }
}
