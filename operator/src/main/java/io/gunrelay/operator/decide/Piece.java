package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
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

/** What a fleet is made of, in the order in which it is made. */
public enum Piece {
  SERVICE_ACCOUNT(ServiceAccount.class),
  NETWORK_POLICY(NetworkPolicy.class),
  REPLICATION_AUTHORITY(Secret.class),
  REPLICATION_CERTIFICATE(Secret.class),
  FLEET_PEERS_SERVICE(Service.class),
  PEERS_ELSEWHERE(EndpointSlice.class),
  FLEET_SERVICE(Service.class),
  CONFIG_MAP(ConfigMap.class),
  PEERS_SERVICE(Service.class),
  CLIENT_SERVICE(Service.class),
  REPLICATION_ENTRY(Service.class),
  DEPLOYMENT(Deployment.class),
  STATEFUL_SET(StatefulSet.class),
  DISRUPTION_BUDGET(PodDisruptionBudget.class),
  AUTOSCALER(HorizontalPodAutoscaler.class),
  INGRESS(Ingress.class),
  REGION_INGRESS(Ingress.class),
  GATEWAY(Gateway.class),
  ROUTE(HTTPRoute.class),
  REGION_ROUTE(HTTPRoute.class),
  SERVICE_MONITOR(ServiceMonitor.class);

  private final Class<? extends HasMetadata> kind;

  Piece(Class<? extends HasMetadata> kind) {
    this.kind = kind;
  }

  /** The name that this piece has, of the fleet or of the region. */
  String name(Owner owner, Region region) {
    return switch (this) {
      case SERVICE_ACCOUNT, NETWORK_POLICY, INGRESS, GATEWAY, ROUTE, SERVICE_MONITOR ->
          Names.cluster(owner);
      case REPLICATION_AUTHORITY -> Names.replicationAuthority(owner);
      case REPLICATION_CERTIFICATE -> Names.replicationCertificate(owner);
      case FLEET_PEERS_SERVICE -> Names.allPeers(owner);
      case PEERS_ELSEWHERE -> Names.peersElsewhere(owner);
      case FLEET_SERVICE -> Names.relays(owner);
      case PEERS_SERVICE -> Names.peers(owner, region);
      case REPLICATION_ENTRY -> Names.replicationEntry(owner, region.name());
      case CONFIG_MAP,
          CLIENT_SERVICE,
          DEPLOYMENT,
          STATEFUL_SET,
          DISRUPTION_BUDGET,
          AUTOSCALER,
          REGION_INGRESS,
          REGION_ROUTE ->
          Names.region(owner, region);
    };
  }

  /** Whether there is one of it for each region, and not for the fleet. */
  boolean isOfRegion() {
    return switch (this) {
      case SERVICE_ACCOUNT,
          NETWORK_POLICY,
          REPLICATION_AUTHORITY,
          REPLICATION_CERTIFICATE,
          FLEET_PEERS_SERVICE,
          PEERS_ELSEWHERE,
          FLEET_SERVICE,
          INGRESS,
          GATEWAY,
          ROUTE,
          SERVICE_MONITOR ->
          false;
      case CONFIG_MAP,
          PEERS_SERVICE,
          CLIENT_SERVICE,
          REPLICATION_ENTRY,
          DEPLOYMENT,
          STATEFUL_SET,
          DISRUPTION_BUDGET,
          AUTOSCALER,
          REGION_INGRESS,
          REGION_ROUTE ->
          true;
    };
  }

  Ref ref(Owner owner, Region region) {
    return new Ref(kind, name(owner, region));
  }
}
