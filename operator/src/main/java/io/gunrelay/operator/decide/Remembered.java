package io.gunrelay.operator.decide;

import io.gunrelay.api.v1alpha1.ClusterStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The other clusters that may have objects of a resource, by its status. Nothing is written to a
 * cluster that does not stand there yet, so that none is forgotten however the operator ends.
 */
public record Remembered(Map<Site.Other, ClusterStatus> clusters) {

  /** By the resource's status. */
  public static Remembered of(GunRelayCluster resource) {
    var clusters = new LinkedHashMap<Site.Other, ClusterStatus>();
    var status = resource.getStatus();
    var given = status == null ? null : status.clusters();
    for (var cluster : given == null ? List.<ClusterStatus>of() : given) {
      clusters.put(
          new Site.Other(cluster.secretName(), cluster.secretKey(), cluster.namespace()), cluster);
    }
    return new Remembered(clusters);
  }

  /** Whether it may have objects. */
  public boolean has(Site.Other site) {
    return clusters.containsKey(site);
  }

  /** Whether it could not be worked with when it was last reported. */
  public boolean isOut(Site.Other site) {
    var status = clusters.get(site);
    return status != null && Boolean.FALSE.equals(status.reachable());
  }

  /** All. */
  public List<Site.Other> sites() {
    return List.copyOf(clusters.keySet());
  }

  /** Every other cluster that the fleet is to have something in, or may still have. */
  public Set<Site.Other> sites(GunRelayCluster resource, Fleet fleet) {
    var sites = new LinkedHashSet<Site.Other>();
    for (var site : fleet.sites()) {
      if (site instanceof Site.Other other) {
        sites.add(other);
      }
    }
    sites().stream()
        .filter(site -> !Annotation.ABANDON_CLUSTERS.names(resource, site.secret()))
        .forEach(sites::add);
    return sites;
  }

  /** Where relays there were last known to be reached. */
  public Map<Site, List<String>> endpoints() {
    var endpoints = new LinkedHashMap<Site, List<String>>();
    clusters.forEach((site, status) -> endpoints.put(site, endpoints(status)));
    return endpoints;
  }

  /** As they were last reported. */
  public List<ClusterState> states() {
    var states = new ArrayList<ClusterState>();
    clusters.forEach((site, status) ->
        states.add(
            new ClusterState(
                site,
                Boolean.FALSE.equals(status.reachable())
                    ? Optional.of(Optional.ofNullable(status.message()).orElse(""))
                    : Optional.empty(),
                endpoints(status))));
    return states;
  }

  private static List<String> endpoints(ClusterStatus status) {
    var endpoints = status.replicationEndpoints();
    return endpoints == null ? List.of() : endpoints;
  }
}
