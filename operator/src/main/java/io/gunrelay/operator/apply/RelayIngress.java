package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Names;
import java.util.Map;
import java.util.TreeMap;

/** Entries: the paths that GUN clients use, on the hosts that the resource names. */
final class RelayIngress {

  static final String GUN_PATH = "/gun";

  /** Where relays tell clients of the fleet's entries. */
  static final String ENTRIES_PATH = "/.well-known/gun-relay.json";

  /**
   * Proxies take a connection that is silent for a minute or so for dead. Relays send something
   * every 20 s; a client that reads slowly hears of it late. Each controller reads its own.
   */
  private static final Map<String, String> LONG_CONNECTIONS =
      Map.of(
          "nginx.ingress.kubernetes.io/proxy-read-timeout", "3600",
          "nginx.ingress.kubernetes.io/proxy-send-timeout", "3600",
          "haproxy.org/timeout-tunnel", "1h",
          "haproxy-ingress.github.io/timeout-tunnel", "1h");

  private RelayIngress() {}

  static Ingress of(Way way, Entry entry) {
    var className = entry.door() instanceof Door.Ingress ingress ? ingress.className() : null;
    var annotations = new TreeMap<>(LONG_CONNECTIONS);
    annotations.putAll(ExternalDns.onIngress(entry, way.host()));
    way.metadata().setAnnotations(annotations);
    var spec =
        new IngressBuilder()
            .withMetadata(way.metadata())
            .withNewSpec()
            .withIngressClassName(className)
            .addNewRule()
            .withHost(way.host())
            .withNewHttp()
            .withPaths(path(way, GUN_PATH, "Prefix"), path(way, ENTRIES_PATH, "Exact"))
            .endHttp()
            .endRule();
    var secret = entry.tlsSecret();
    if (secret != null) {
      spec.addNewTl().withHosts(way.host()).withSecretName(secret).endTl();
    }
    return spec.endSpec().build();
  }

  private static HTTPIngressPath path(Way way, String path, String type) {
    return new HTTPIngressPathBuilder()
        .withPath(path)
        .withPathType(type)
        .withNewBackend()
        .withNewService()
        .withName(way.lead().service())
        .withNewPort()
        .withName(Names.CLIENT_PORT)
        .endPort()
        .endService()
        .endBackend()
        .build();
  }
}
