package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.gunrelay.operator.fleet.Doorway;
import io.gunrelay.operator.fleet.Elsewhere;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where hosts are served: by our Ingresses and Gateways, as their controllers say. */
public final class Doorways {

  private Doorways() {}

  /**
   * Those in some clusters.
   *
   * @param fleet the whole
   * @param seen what there is in each
   */
  public static List<Doorway> of(Fleet fleet, Map<Site, Observation> seen) {
    return seen.entrySet().stream()
        .flatMap(
            entry -> of(fleet.at(entry.getKey(), Elsewhere.NOTHING), entry.getValue()).stream())
        .toList();
  }

  /**
   * Those in one cluster.
   *
   * @param fleet its part there
   */
  static List<Doorway> of(Fleet fleet, Observation seen) {
    var site = fleet.owner().site();
    return seen.objects().stream()
        .filter(object -> Ownership.isOurs(fleet.owner(), object))
        .flatMap(object ->
            switch (object) {
              case Ingress ingress -> of(site, ingress);
              case Gateway gateway -> of(site, gateway);
              default -> Stream.empty();
            })
        .toList();
  }

  /**
   * Those that one cluster knows of: its own, and those of the others.
   *
   * @param fleet its part there
   */
  static List<Doorway> known(Fleet fleet, Observation seen) {
    return Stream.concat(of(fleet, seen).stream(), fleet.elsewhere().doorways().stream()).toList();
  }

  private static Stream<Doorway> of(Site site, Ingress ingress) {
    var addresses = addresses(ingress).toList();
    return ingress.getSpec().getRules().stream()
        .flatMap(rule -> Stream.ofNullable(rule.getHost()))
        .map(host -> new Doorway(site, host, addresses, made(ingress)));
  }

  private static Stream<Doorway> of(Site site, Gateway gateway) {
    var addresses = addresses(gateway).toList();
    return gateway.getSpec().getListeners().stream()
        .flatMap(listener -> Stream.ofNullable(listener.getHostname()))
        .map(host -> new Doorway(site, host, addresses, made(gateway)));
  }

  private static Optional<Instant> made(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getCreationTimestamp()).map(Instant::parse);
  }

  private static Stream<String> addresses(Ingress ingress) {
    var status = ingress.getStatus();
    return status == null || status.getLoadBalancer() == null
        ? Stream.empty()
        : status.getLoadBalancer().getIngress().stream()
            .flatMap(given ->
                Stream.of(given.getIp(), given.getHostname())
                    .filter(Objects::nonNull)
                    .filter(text -> !text.isEmpty())
                    .limit(1));
  }

  private static Stream<String> addresses(Gateway gateway) {
    var status = gateway.getStatus();
    return status == null
        ? Stream.empty()
        : status.getAddresses().stream()
            .map(address -> address.getValue())
            .filter(text -> text != null && !text.isEmpty());
  }

  /** Where a host is served in a cluster; where its entry is new, where the fleet's host is. */
  static List<String> addresses(List<Doorway> doorways, Site site, String host, String fleetHost) {
    return Stream.of(host, fleetHost)
        .map(name -> addresses(doorways, site, name))
        .filter(addresses -> !addresses.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static List<String> addresses(List<Doorway> doorways, Site site, String host) {
    return doorways.stream()
        .filter(doorway -> doorway.site().equals(site) && doorway.host().equals(host))
        .flatMap(doorway -> doorway.addresses().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
