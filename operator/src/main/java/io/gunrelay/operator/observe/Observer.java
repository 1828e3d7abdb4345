package io.gunrelay.operator.observe;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.relay.api.RegionReport;
import java.util.Map;

/** Reads what there is for one resource. */
public final class Observer {

  private final Watches watches;

  public Observer(Watches watches) {
    this.watches = watches;
  }

  public Observation observe(
      GunRelayCluster cluster, Map<String, RegionReport> reports, boolean serviceMonitorsKnown) {
    return new Observation(
        watches.objects(cluster), watches.pods(cluster), reports, serviceMonitorsKnown);
  }
}
