package io.gunrelay.relay.transport;

import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.limits.Limits;
import io.gunrelay.relay.tls.Tls;
import io.gunrelay.relay.tls.TlsException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Makes the edge of a port from a configuration. */
final class TestEdge {
  private TestEdge() {}

  static Edge of(EdgeConfig config, Tls tls, LongSupplier nanoTime, MeterRegistry registry) {
    try {
      return new Edge(
          tls.port("clients", config.tls().clients(), config.tls().least()),
          config.proxies(),
          config.proxyProtocol(),
          config.origins(),
          config.entries(),
          region -> Optional.empty(),
          config.compression(),
          new Limits(config.limits(), nanoTime, registry));
    } catch (TlsException e) {
      throw new IllegalStateException(e);
    }
  }
}
