package io.gunrelay.operator.decide;

import io.gunrelay.operator.fleet.Site;
import java.util.List;
import java.util.Optional;

/**
 * Another cluster as it is.
 *
 * @param outage why it cannot be worked with; empty when it can
 * @param endpoints where relays of other clusters reach the fleet's there
 */
public record ClusterState(Site.Other site, Optional<String> outage, List<String> endpoints) {

  public ClusterState {
    endpoints = List.copyOf(endpoints);
  }
}
