package io.gunrelay.operator.observe;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.relays.RelayReports;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/** Reads what there is for one resource. */
public final class Observer {

  private final Watches watches;
  private final RelayReports reports;

  public Observer(Watches watches, RelayReports reports) {
    this.watches = watches;
    this.reports = reports;
  }

  public Observation observe(GunRelayCluster cluster, boolean serviceMonitorsKnown) {
    var id = ResourceID.fromResource(cluster);
    var pods = watches.pods(cluster);
    reports.follow(id, AdminAddresses.of(pods));
    return new Observation(watches.objects(cluster), pods, reports.of(id), serviceMonitorsKnown);
  }
}
