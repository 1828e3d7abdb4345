package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gunrelay.operator.decide.Plan;
import io.gunrelay.operator.decide.Want;
import io.gunrelay.operator.fleet.Door;
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
    var fleet = plan.fleet();
    var region = want.region();
    return switch (want.piece()) {
      case SERVICE_ACCOUNT -> RelayServiceAccount.of(fleet);
      case NETWORK_POLICY ->
          RelayNetworkPolicy.of(fleet, Objects.requireNonNull(fleet.security().network()));
      case REPLICATION_AUTHORITY -> ReplicationSecrets.authority(fleet, plan.credentials());
      case REPLICATION_CERTIFICATE -> ReplicationSecrets.certificate(fleet, plan.credentials());
      case CONFIG_MAP -> RelayConfigMap.of(fleet, region);
      case FLEET_PEERS_SERVICE -> PeersService.of(fleet);
      case PEERS_ELSEWHERE -> PeersElsewhere.of(fleet);
      case REPLICATION_ENTRY ->
          PeersService.entry(fleet, region, (LoadBalancer) region.replication());
      case FLEET_SERVICE -> RelayService.of(fleet);
      case PEERS_SERVICE -> PeersService.of(fleet, region);
      case CLIENT_SERVICE -> RelayService.of(fleet, region);
      case DEPLOYMENT -> RelayDeployment.of(fleet, region, replicas(want));
      case STATEFUL_SET ->
          RelayStatefulSet.of(fleet, region, (Storage.Volume) fleet.storage(), replicas(want));
      case DISRUPTION_BUDGET -> RelayDisruptionBudget.of(fleet, region);
      case AUTOSCALER -> RelayAutoscaler.of(fleet, region, (Scale.Automatic) region.scale());
      case CERTIFICATE ->
          EntryCertificates.of(fleet, plan.leaving(), Objects.requireNonNull(fleet.entry()));
      case ENTRY_CERTIFICATE ->
          EntryCertificates.secret(fleet, plan.entryCredentials().orElseThrow());
      case INGRESS -> RelayIngress.of(fleet, Objects.requireNonNull(fleet.entry()));
      case REGION_INGRESS ->
          RelayIngress.of(way(plan, region), Objects.requireNonNull(fleet.entry()));
      case GATEWAY -> {
        var entry = Objects.requireNonNull(fleet.entry());
        yield RelayGateway.of(fleet, plan.leaving(), entry, (Door.OwnGateway) entry.door());
      }
      case ROUTE -> RelayRoute.of(fleet, Objects.requireNonNull(fleet.entry()));
      case REGION_ROUTE ->
          RelayRoute.of(fleet.owner(), way(plan, region), Objects.requireNonNull(fleet.entry()));
      case DNS_ENDPOINT ->
          ExternalDns.endpoint(fleet, Objects.requireNonNull(fleet.entry()), plan.records());
      case SERVICE_MONITOR -> RelayServiceMonitor.of(fleet);
    };
  }

  private static Way way(Plan plan, Region region) {
    return Way.of(plan.fleet(), region, plan.routing().away().contains(region.name()));
  }

  private static @Nullable Integer replicas(Want want) {
    return want.replicas() instanceof Want.Replicas.Ours(int count) ? count : null;
  }
}
