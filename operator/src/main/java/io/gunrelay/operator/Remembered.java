package io.gunrelay.operator;

import io.gunrelay.api.v1alpha1.ClusterStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.decide.ClusterState;
import io.gunrelay.operator.fleet.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The other clusters that may have objects of a resource, by its status. Nothing is written to a
 * cluster that does not stand there yet, so that none is forgotten however the operator ends.
 */
record Remembered(Map<Site.Other, ClusterStatus> clusters) {

  static Remembered of(GunRelayCluster resource) {
    var clusters = new LinkedHashMap<Site.Other, ClusterStatus>();
    var status = resource.getStatus();
    var given = status == null ? null : status.clusters();
    for (var cluster : given == null ? List.<ClusterStatus>of() : given) {
      clusters.put(
          new Site.Other(cluster.secretName(), cluster.secretKey(), cluster.namespace()), cluster);
    }
    return new Remembered(clusters);
  }

  boolean has(Site.Other site) {
    return clusters.containsKey(site);
  }

  /** Whether it could not be worked with when it was last reported. */
  boolean isOut(Site.Other site) {
    var status = clusters.get(site);
    return status != null && Boolean.FALSE.equals(status.reachable());
  }

  List<Site.Other> sites() {
    return List.copyOf(clusters.keySet());
  }

  Map<Site, List<String>> endpoints() {
    var endpoints = new LinkedHashMap<Site, List<String>>();
    clusters.forEach((site, status) -> endpoints.put(site, endpoints(status)));
    return endpoints;
  }

  /** As they were last reported. */
  List<ClusterState> states() {
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
