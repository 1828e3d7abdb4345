package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerBuilder;
import io.gunrelay.operator.decide.Visitor;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Gateway for the fleet alone: a listener for each host, which lets in routes of the fleet's
 * namespace. Those of visitors are among them.
 */
final class RelayGateway {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private RelayGateway() {}

  static Gateway of(Fleet fleet, List<Visitor> visitors, Entry entry, Door.OwnGateway own) {
    var owner = fleet.owner();
    var listeners = new ArrayList<Listener>();
    listeners.add(listener("fleet", entry.host(), entry));
    for (var region : fleet.regions()) {
      addListener(region.name(), region.host(), entry, listeners);
    }
    for (var visitor : visitors) {
      addListener(visitor.region(), visitor.host(), entry, listeners);
    }
    var metadata = Metadata.of(owner, Names.cluster(owner));
    metadata.setAnnotations(ExternalDns.onGateway(entry));
    return new GatewayBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withGatewayClassName(own.className())
        .withListeners(listeners)
        .endSpec()
        .build();
  }

  private static void addListener(
      String region, @Nullable String host, Entry entry, List<Listener> listeners) {
    if (host != null) {
      listeners.add(listener("region-" + region, host, entry));
    }
  }

  private static Listener listener(String name, String host, Entry entry) {
    var listener =
        new ListenerBuilder()
            .withName(name)
            .withHostname(host)
            .withNewAllowedRoutes()
            .withNewNamespaces()
            .withFrom("Same")
            .endNamespaces()
            .endAllowedRoutes();
    var secret = entry.tlsSecret();
    return secret == null
        ? listener.withProtocol("HTTP").withPort(HTTP).build()
        : listener
            .withProtocol("HTTPS")
            .withPort(HTTPS)
            .withNewTls()
            .withMode("Terminate")
            .addNewCertificateRef()
            .withName(secret)
            .endCertificateRef()
            .endTls()
            .build();
  }
}
