package io.gunrelay.operator.apply;

import io.gunrelay.operator.decide.DnsRecord;
import io.gunrelay.operator.fleet.Dns;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.kinds.DnsEndpoint;
import io.gunrelay.operator.kinds.DnsEndpointSpec;
import io.gunrelay.operator.kinds.DnsEndpointSpec.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells external-dns of hosts. It reads targets at an Ingress or a Gateway, and all else at an
 * Ingress or a route.
 */
final class ExternalDns {

  /** Of releases from 0.22 on, and of those before. */
  private static final List<String> PREFIXES =
      List.of("external-dns.kubernetes.io/", "external-dns.alpha.kubernetes.io/");

  private ExternalDns() {}

  static Map<String, String> onIngress(Entry entry, String host) {
    var annotations = onRoute(entry, host);
    annotations.putAll(onGateway(entry));
    return annotations;
  }

  static Map<String, String> onRoute(Entry entry, String host) {
    var annotations = new TreeMap<String, String>();
    if (entry.dns().way() == Dns.Way.ANNOTATIONS) {
      put("hostname", host, annotations);
      var ttl = entry.dns().ttlSeconds();
      if (ttl != null) {
        put("ttl", ttl.toString(), annotations);
      }
    }
    return annotations;
  }

  static Map<String, String> onGateway(Entry entry) {
    var annotations = new TreeMap<String, String>();
    var dns = entry.dns();
    if (dns.way() == Dns.Way.ANNOTATIONS && !dns.targets().isEmpty()) {
      put("target", String.join(",", dns.targets()), annotations);
    }
    return annotations;
  }

  private static void put(String name, String value, Map<String, String> annotations) {
    PREFIXES.forEach(prefix -> annotations.put(prefix + name, value));
  }

  static DnsEndpoint endpoint(Fleet fleet, Entry entry, List<DnsRecord> records) {
    var ttl = entry.dns().ttlSeconds();
    var endpoint = new DnsEndpoint();
    endpoint.setMetadata(Metadata.of(fleet.owner(), Names.cluster(fleet.owner())));
    endpoint.setSpec(
        new DnsEndpointSpec(
            records.stream()
                .map(record ->
                    new Endpoint(
                        record.host(),
                        record.type(),
                        record.targets(),
                        ttl == null ? null : ttl.longValue()))
                .toList()));
    return endpoint;
  }
}
