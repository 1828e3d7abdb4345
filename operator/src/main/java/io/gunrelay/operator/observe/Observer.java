package io.gunrelay.operator.observe;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.entries.Trials;
import io.gunrelay.operator.relays.Address;
import io.gunrelay.operator.relays.RelayReports;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what there is for one resource. */
public final class Observer {

  private final RelayReports reports;
  private final Trials trials;

  public Observer(RelayReports reports, Trials trials) {
    this.reports = reports;
    this.trials = trials;
  }

  /**
   * Has the relays of all views asked from now on.
   *
   * @param views of all clusters that can be asked
   */
  public void follow(GunRelayCluster cluster, Collection<? extends View> views) {
    Map<String, List<Address>> addresses = new TreeMap<>();
    views.forEach(view -> AdminAddresses.collect(view, addresses));
    reports.follow(ResourceID.fromResource(cluster), addresses);
  }

  public Observation observe(GunRelayCluster cluster, View view) {
    return new Observation(
        view.objects(),
        view.pods(),
        reports.of(ResourceID.fromResource(cluster)),
        view.optionalKinds(),
        reports.heard(ResourceID.fromResource(cluster)),
        trials.of(ResourceID.fromResource(cluster)));
  }
}
