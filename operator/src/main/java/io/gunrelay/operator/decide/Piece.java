package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.kinds.Certificate;
import io.gunrelay.operator.kinds.DnsEndpoint;

/** What a fleet is made of, in the order in which it is made. */
public enum Piece {
  // Before any entry leads elsewhere.
  REGION_LEASE(Lease.class, Scope.REGION),
  SERVICE_ACCOUNT(ServiceAccount.class, Scope.FLEET),
  NETWORK_POLICY(NetworkPolicy.class, Scope.FLEET),
  REPLICATION_AUTHORITY(Secret.class, Scope.FLEET),
  REPLICATION_CERTIFICATE(Secret.class, Scope.FLEET),
  FLEET_PEERS_SERVICE(Service.class, Scope.FLEET),
  PEERS_ELSEWHERE(EndpointSlice.class, Scope.FLEET),
  FLEET_SERVICE(Service.class, Scope.FLEET),
  FLEET_ENTRY(Service.class, Scope.FLEET),
  FLEET_ENDPOINTS(EndpointSlice.class, Scope.FLEET),
  CONFIG_MAP(ConfigMap.class, Scope.SET),
  PEERS_SERVICE(Service.class, Scope.REGION),
  CLIENT_SERVICE(Service.class, Scope.REGION),
  SET_SERVICE(Service.class, Scope.SET),
  REGION_ENTRY(Service.class, Scope.REGION),
  REGION_ENDPOINTS(EndpointSlice.class, Scope.REGION),
  REPLICATION_ENTRY(Service.class, Scope.REGION),
  DEPLOYMENT(Deployment.class, Scope.SET),
  STATEFUL_SET(StatefulSet.class, Scope.SET),
  DISRUPTION_BUDGET(PodDisruptionBudget.class, Scope.SET),
  AUTOSCALER(HorizontalPodAutoscaler.class, Scope.SET),
  CERTIFICATE(Certificate.class, Scope.FLEET),
  ENTRY_CERTIFICATE(Secret.class, Scope.FLEET),
  INGRESS(Ingress.class, Scope.FLEET),
  REGION_INGRESS(Ingress.class, Scope.REGION),
  GATEWAY(Gateway.class, Scope.FLEET),
  ROUTE(HTTPRoute.class, Scope.FLEET),
  REGION_ROUTE(HTTPRoute.class, Scope.REGION),
  DNS_ENDPOINT(DnsEndpoint.class, Scope.FLEET),
  SERVICE_MONITOR(ServiceMonitor.class, Scope.FLEET);

  private final Class<? extends HasMetadata> kind;
  private final Scope scope;

  Piece(Class<? extends HasMetadata> kind, Scope scope) {
    this.kind = kind;
    this.scope = scope;
  }

  private enum Scope {
    FLEET,
    REGION,
    /** Of each colour that a region has. */
    SET
  }

  /** Whether it runs pods. */
  public boolean runsPods() {
    return this == DEPLOYMENT || this == STATEFUL_SET;
  }

  /** Whether pods have what the object of its name holds, whoever's it is: an identity, files. */
  public boolean isGivenToPods() {
    return this == SERVICE_ACCOUNT || this == REPLICATION_CERTIFICATE || this == CONFIG_MAP;
  }

  /** The name that this piece has, of the fleet or of the region. */
  String name(Owner owner, Region region) {
    return switch (this) {
      case SERVICE_ACCOUNT,
          NETWORK_POLICY,
          CERTIFICATE,
          INGRESS,
          GATEWAY,
          ROUTE,
          DNS_ENDPOINT,
          SERVICE_MONITOR ->
          Names.cluster(owner);
      case REPLICATION_AUTHORITY -> Names.replicationAuthority(owner);
      case REPLICATION_CERTIFICATE -> Names.replicationCertificate(owner);
      case ENTRY_CERTIFICATE -> Names.entryCertificate(owner);
      case FLEET_PEERS_SERVICE -> Names.allPeers(owner);
      case PEERS_ELSEWHERE -> Names.peersElsewhere(owner);
      case FLEET_SERVICE -> Names.relays(owner);
      case PEERS_SERVICE -> Names.peers(owner, region);
      case REPLICATION_ENTRY -> Names.replicationEntry(owner, region.name());
      case FLEET_ENTRY, FLEET_ENDPOINTS -> Names.relaysEntry(owner);
      case REGION_ENTRY, REGION_ENDPOINTS -> Names.regionEntry(owner, region);
      case REGION_LEASE, CLIENT_SERVICE, REGION_INGRESS, REGION_ROUTE ->
          Names.region(owner, region);
      case CONFIG_MAP, SET_SERVICE, DEPLOYMENT, STATEFUL_SET, DISRUPTION_BUDGET, AUTOSCALER ->
          Names.relaySet(owner, region);
    };
  }

  /** Whether there is one of it for each region or each of its colours, and not for the fleet. */
  public boolean isOfRegion() {
    return scope != Scope.FLEET;
  }

  /** Whether there is one of it for each colour that a region has. */
  public boolean isOfSet() {
    return scope == Scope.SET;
  }

  Ref ref(Owner owner, Region region) {
    return new Ref(kind, name(owner, region));
  }
}
