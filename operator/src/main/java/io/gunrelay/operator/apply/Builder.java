package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gunrelay.operator.decide.Plan;
import io.gunrelay.operator.decide.Want;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Region.Scale;
import io.gunrelay.operator.fleet.ReplicationEntry.LoadBalancer;
import io.gunrelay.operator.fleet.Storage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds what a plan wants. */
final class Builder {

  private Builder() {}

  static HasMetadata build(Plan plan, Want want) {
    var fleet = plan.fleet(want);
    var region = want.region();
    return switch (want.piece()) {
      case REGION_LEASE ->
          RelayLease.of(
              fleet.owner(), region, Objects.requireNonNull(plan.leases().get(region.name())));
      case SERVICE_ACCOUNT -> RelayServiceAccount.of(fleet);
      case NETWORK_POLICY ->
          RelayNetworkPolicy.of(
              fleet, Objects.requireNonNull(fleet.security().network()), plan.entryAddresses());
      case REPLICATION_AUTHORITY -> ReplicationSecrets.authority(fleet, plan.credentials());
      case REPLICATION_CERTIFICATE -> ReplicationSecrets.certificate(fleet, plan.credentials());
      case CONFIG_MAP -> RelayConfigMap.of(fleet, region);
      case FLEET_PEERS_SERVICE -> PeersService.of(fleet);
      case PEERS_ELSEWHERE -> PeersElsewhere.of(fleet);
      case REPLICATION_ENTRY ->
          PeersService.entry(fleet, region, (LoadBalancer) region.replication());
      case FLEET_SERVICE -> RelayService.of(fleet, plan.leads().colour());
      case FLEET_ENTRY -> RelayService.entry(fleet);
      case FLEET_ENDPOINTS ->
          RelayEndpoints.of(
              Metadata.of(fleet.owner(), Names.relaysEntry(fleet.owner())),
              plan.leads().endpoints(region));
      case REGION_ENTRY -> RelayService.entry(fleet, region);
      case REGION_ENDPOINTS ->
          RelayEndpoints.of(
              Metadata.of(fleet.owner(), region, Names.regionEntry(fleet.owner(), region)),
              plan.leads().endpoints(region));
      case PEERS_SERVICE -> PeersService.of(fleet, region);
      case CLIENT_SERVICE -> RelayService.of(fleet, region, plan.leads().colour());
      case SET_SERVICE -> RelayService.of(fleet, region);
      case DEPLOYMENT -> RelayDeployment.of(fleet, region, replicas(plan, want));
      case STATEFUL_SET ->
          RelayStatefulSet.of(
              fleet, region, (Storage.Volume) fleet.storage(), replicas(plan, want));
      case DISRUPTION_BUDGET -> RelayDisruptionBudget.of(fleet, region);
      case AUTOSCALER -> autoscaler(plan, fleet, region, (Scale.Automatic) region.scale());
      case CERTIFICATE ->
          EntryCertificates.of(fleet, plan.visitors(), Objects.requireNonNull(fleet.entry()));
      case ENTRY_CERTIFICATE ->
          EntryCertificates.secret(fleet, plan.entryCredentials().orElseThrow());
      case INGRESS -> {
        var entry = Objects.requireNonNull(fleet.entry());
        yield RelayIngress.of(Way.of(fleet, entry, plan.leads()), entry);
      }
      case REGION_INGRESS ->
          RelayIngress.of(way(plan, region), Objects.requireNonNull(fleet.entry()));
      case GATEWAY -> {
        var entry = Objects.requireNonNull(fleet.entry());
        yield RelayGateway.of(fleet, plan.visitors(), entry, (Door.OwnGateway) entry.door());
      }
      case ROUTE -> {
        var entry = Objects.requireNonNull(fleet.entry());
        yield RelayRoute.of(fleet.owner(), Way.of(fleet, entry, plan.leads()), entry);
      }
      case REGION_ROUTE ->
          RelayRoute.of(fleet.owner(), way(plan, region), Objects.requireNonNull(fleet.entry()));
      case DNS_ENDPOINT ->
          ExternalDns.endpoint(fleet, Objects.requireNonNull(fleet.entry()), plan.records());
      case SERVICE_MONITOR -> RelayServiceMonitor.of(fleet);
    };
  }

  private static HasMetadata autoscaler(
      Plan plan, Fleet fleet, Region region, Scale.Automatic scale) {
    return RelayAutoscaler.of(fleet, region, scale, plan.fewest(region, scale));
  }

  private static Way way(Plan plan, Region region) {
    return Way.of(plan.fleet(), region, plan.leads());
  }

  private static @Nullable Integer replicas(Plan plan, Want want) {
    return plan.replicas(want) instanceof Want.Replicas.Ours(int count) ? count : null;
  }
}
