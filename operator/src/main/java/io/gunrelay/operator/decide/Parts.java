package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.gunrelay.operator.fleet.Doorway;
import io.gunrelay.operator.fleet.Elsewhere;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.ReplicationEntry;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.relay.api.AdminPort;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Cuts a fleet into the parts that live in each cluster, and tells each what it needs of the
 * others.
 */
public final class Parts {

  private static final Pattern IPV4_ON_OUR_PORT =
      Pattern.compile("([0-9]+(?:[.][0-9]+){3}):" + AdminPort.DEFAULT_REPLICATION_PORT);

  private final Fleet fleet;
  private final Collection<Site> sites;
  private final Map<Site, Observation> seen;
  private final Map<Site, List<String>> remembered;
  private final List<Doorway> doorways;

  /**
   * @param fleet the whole
   * @param sites the clusters of its regions, and of those that are leaving
   * @param seen what there is, of each cluster that can be worked with
   * @param remembered endpoints of the others, as they were last known
   * @param doorways where hosts are served, as it was last seen
   */
  public Parts(
      Fleet fleet,
      Collection<Site> sites,
      Map<Site, Observation> seen,
      Map<Site, List<String>> remembered,
      List<Doorway> doorways) {
    this.fleet = fleet;
    this.sites = List.copyOf(sites);
    this.seen = Map.copyOf(seen);
    this.remembered = Map.copyOf(remembered);
    this.doorways = List.copyOf(doorways);
  }

  /**
   * Of one round. The resource's own cluster has a part while it has regions or relays.
   *
   * @param others the other clusters of its regions, and of those that are leaving
   * @param seen what there is, of each cluster that can be worked with; its own is one of them
   */
  public static Parts of(
      Fleet fleet,
      Collection<Site.Other> others,
      Map<Site, Observation> seen,
      Map<Site, List<String>> remembered,
      List<Doorway> doorways) {
    var home = new Site.Home();
    var sites = new LinkedHashSet<Site>();
    if (fleet.sites().contains(home)
        || !seen.getOrDefault(home, Observation.NOTHING).pods().isEmpty()) {
      sites.add(home);
    }
    sites.addAll(others);
    return new Parts(fleet, sites, seen, remembered, doorways);
  }

  /** The part of a cluster. */
  public Fleet at(Site site) {
    var others = sites.stream().filter(other -> !other.equals(site)).toList();
    var regions = fleet.regions().stream().filter(region -> !region.site().equals(site)).toList();
    var endpoints =
        others.stream().map(this::endpoints).flatMap(List::stream).distinct().sorted().toList();
    return fleet.at(
        site,
        new Elsewhere(
            fleet.regions(),
            !regions.isEmpty() || others.stream().anyMatch(this::hasRelays),
            regions.stream().anyMatch(region -> region.scale().initial() > 0),
            regions.stream().anyMatch(this::hasReadyRelay),
            endpoints.stream().filter(endpoint -> address(endpoint).isEmpty()).toList(),
            endpoints.stream().map(Parts::address).flatMap(Optional::stream).toList(),
            doorways.stream().filter(doorway -> !doorway.site().equals(site)).toList()));
  }

  /** Where relays of other clusters reach those of this one. */
  public List<String> endpoints(Site site) {
    if (sites.size() < 2) {
      return List.of();
    }
    var there = seen.get(site);
    return Stream.concat(
            fleet.regions().stream()
                .filter(region -> region.site().equals(site))
                .map(Region::replication)
                .flatMap(entry ->
                    entry instanceof ReplicationEntry.Endpoint(var address)
                        ? Stream.of(address)
                        : Stream.empty()),
            there == null
                ? remembered.getOrDefault(site, List.of()).stream()
                : addresses(site, there))
        .distinct()
        .sorted()
        .toList();
  }

  private Stream<String> addresses(Site site, Observation there) {
    var owner = fleet.owner().at(site);
    return there.objects().stream()
        .filter(object -> object instanceof Service && Ownership.isOurs(owner, object))
        .map(Service.class::cast)
        .flatMap(service -> address(service).stream());
  }

  /** What the cluster has given a Service of type LoadBalancer; empty for others. */
  static Optional<String> address(Service service) {
    if (!"LoadBalancer".equals(service.getSpec().getType())
        || service.getStatus() == null
        || service.getStatus().getLoadBalancer() == null) {
      return Optional.empty();
    }
    return service.getStatus().getLoadBalancer().getIngress().stream()
        .map(Parts::host)
        .flatMap(Optional::stream)
        .map(host -> host + ":" + AdminPort.DEFAULT_REPLICATION_PORT)
        .findFirst();
  }

  private static Optional<String> host(LoadBalancerIngress given) {
    var ip = given.getIp();
    if (ip != null && !ip.isEmpty()) {
      return Optional.of(ip.contains(":") ? "[" + ip + "]" : ip);
    }
    return Optional.ofNullable(given.getHostname()).filter(name -> !name.isEmpty());
  }

  /** Its address if it is one that an EndpointSlice can name; the relays look that up. */
  private static Optional<String> address(String endpoint) {
    var matcher = IPV4_ON_OUR_PORT.matcher(endpoint);
    return matcher.matches() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
  }

  private boolean hasRelays(Site site) {
    var there = seen.get(site);
    return there == null || there.pods().stream().anyMatch(pod -> !Pods.isOver(pod));
  }

  private boolean hasReadyRelay(Region region) {
    var there = seen.get(region.site());
    return there != null
        && there.pods().stream()
            .anyMatch(pod -> region.name().equals(Names.regionOf(pod)) && Pods.isReadyToStay(pod));
  }
}
