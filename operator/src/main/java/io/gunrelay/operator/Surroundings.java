package io.gunrelay.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.clusters.OtherCluster;
import io.gunrelay.operator.clusters.OtherClusters;
import io.gunrelay.operator.config.Settings;
import io.gunrelay.operator.decide.Balance.HandOver;
import io.gunrelay.operator.decide.Pods;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.HomeView;
import io.gunrelay.operator.observe.KindsChanges;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.observe.Observer;
import io.gunrelay.operator.observe.OptionalKinds;
import io.gunrelay.operator.observe.View;
import io.gunrelay.operator.observe.Watches;
import io.gunrelay.operator.relays.RelayReports;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * All that rounds read from, and that starts them: informers here and elsewhere, relays' reports.
 */
final class Surroundings {

  private final Watches watches = new Watches();
  private final RelayReports reports;
  private final OtherClusters clusters;
  private final Observer observer;
  private final OptionalKinds optionalKinds;
  private final Duration kindsInterval;

  Surroundings(Settings settings, KubernetesClient client, InstantSource clock) {
    this.reports = new RelayReports(settings.reportInterval());
    this.clusters = new OtherClusters(client, clock, settings.clusterInterval());
    this.observer = new Observer(reports);
    this.optionalKinds = new OptionalKinds(client, settings.namespaces());
    this.kindsInterval = settings.kindsInterval();
  }

  List<EventSource<?, GunRelayCluster>> eventSources(EventSourceContext<GunRelayCluster> context) {
    var sources = new ArrayList<>(watches.create(context));
    sources.add(reports);
    sources.add(clusters);
    sources.add(new KindsChanges(optionalKinds, kindsInterval, context.getPrimaryCache()));
    return sources;
  }

  /** Other clusters, as they are now; a resource has to do with these from now on. */
  Map<Site.Other, OtherCluster> others(GunRelayCluster resource, Collection<Site.Other> sites) {
    var id = ResourceID.fromResource(resource);
    clusters.follow(id, sites);
    var others = new LinkedHashMap<Site.Other, OtherCluster>();
    sites.forEach(site -> others.put(site, clusters.of(id, site)));
    return others;
  }

  HomeView home(GunRelayCluster resource, Context<GunRelayCluster> context) {
    var optional = optionalKinds.known();
    watches.add(optional, context);
    return new HomeView(watches, resource, optional);
  }

  /** What there is of the resource in its own cluster; the relays of all clusters are asked. */
  Observation observe(
      GunRelayCluster resource, HomeView home, Map<Site.Other, OtherCluster> others) {
    observer.follow(
        resource,
        Stream.concat(Stream.of(home), others.values().stream().filter(OtherCluster::isOpen))
            .toList());
    return observer.observe(resource, home);
  }

  /** What there is in the others, or was when it was last seen. */
  Map<Site, Observation> observe(GunRelayCluster resource, Map<Site.Other, OtherCluster> others) {
    var seen = new LinkedHashMap<Site, Observation>();
    others.forEach((site, other) -> seen.put(site, observer.observe(resource, other)));
    return seen;
  }

  /**
   * Has relays hand clients over, as was decided.
   *
   * @param view of the cluster that they are in
   * @param told how each order was taken, on a thread of its own
   */
  void handOver(
      GunRelayCluster resource,
      View view,
      String region,
      List<HandOver> orders,
      String token,
      BiConsumer<HandOver, Boolean> told) {
    var fleet = ResourceID.fromResource(resource);
    for (var order : orders) {
      view.pods().stream()
          .filter(pod -> pod.getMetadata().getName().equals(order.relay()))
          .filter(Pods::isReadyToStay)
          .findFirst()
          .ifPresent(pod ->
              reports.handOver(
                  new RelayReports.Relay(fleet, region, order.relay(), view.adminPort(pod)),
                  order.share(),
                  token,
                  taken -> told.accept(order, taken)));
    }
  }

  void forget(GunRelayCluster resource) {
    reports.onResourceDeleted(resource);
    clusters.onResourceDeleted(resource);
  }
}
