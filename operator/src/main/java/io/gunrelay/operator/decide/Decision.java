package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.gunrelay.operator.credentials.Credentials;
import io.gunrelay.operator.decide.Plan.Monitoring;
import io.gunrelay.operator.decide.Want.Replicas;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Region.Scale;
import io.gunrelay.operator.fleet.Storage;
import io.gunrelay.operator.observe.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Decides what is to exist. */
public final class Decision {

  private final Fleet fleet;
  private final Observation seen;
  private final Credentials credentials;

  private Decision(Fleet fleet, Observation seen, Credentials credentials) {
    this.fleet = fleet;
    this.seen = seen;
    this.credentials = credentials;
  }

  public static Plan plan(Fleet asked, Observation seen, Credentials credentials) {
    return new Decision(asked, seen, credentials).plan();
  }

  private Plan plan() {
    var monitoring = monitoring();
    var wants = new LinkedHashMap<Ref, Want>();
    for (var region : fleet.regions()) {
      for (var piece : Piece.values()) {
        if (isWanted(piece, region, monitoring)) {
          var ref = piece.ref(fleet.owner(), region);
          wants.putIfAbsent(ref, new Want(piece, ref, region, replicas(piece, region)));
        }
      }
    }
    var leaving = new LeavingRegions(fleet, seen).all();
    for (var region : leaving) {
      keepEntry(region, wants);
    }
    var held = leaving.stream().filter(Leaving::held).map(Leaving::region).toList();
    var prune =
        seen.objects().stream()
            .filter(object -> Ownership.isOurs(fleet.owner(), object))
            .filter(object -> !object.isMarkedForDeletion())
            .filter(object -> !held.contains(Names.regionOf(object)))
            .map(Ref::to)
            .filter(ref -> !wants.containsKey(ref))
            .toList();
    return new Plan(
        VolumeSizes.asClaimed(fleet, seen),
        List.copyOf(wants.values()),
        prune,
        leaving,
        monitoring,
        credentials);
  }

  /** The host of a region that leaves leads to the others until its last client has left. */
  private void keepEntry(Leaving leaving, Map<Ref, Want> wants) {
    if (!leaving.held() && leaving.host() != null && fleet.entry() != null) {
      var region =
          new Region(
              leaving.region(), new Scale.Fixed(0), new Placement.Preferred(), leaving.host());
      var ref = Piece.REGION_INGRESS.ref(fleet.owner(), region);
      wants.put(ref, new Want(Piece.REGION_INGRESS, ref, region, new Replicas.NotOurs()));
    }
  }

  private Monitoring monitoring() {
    if (!fleet.serviceMonitor()) {
      return Monitoring.NOT_WANTED;
    }
    return seen.serviceMonitorsKnown() ? Monitoring.WANTED : Monitoring.KIND_MISSING;
  }

  private boolean isWanted(Piece piece, Region region, Monitoring monitoring) {
    return switch (piece) {
      case SERVICE_ACCOUNT,
          REPLICATION_AUTHORITY,
          REPLICATION_CERTIFICATE,
          FLEET_PEERS_SERVICE,
          CONFIG_MAP,
          PEERS_SERVICE,
          CLIENT_SERVICE,
          DISRUPTION_BUDGET ->
          true;
      case DEPLOYMENT -> fleet.storage() instanceof Storage.Ephemeral;
      case STATEFUL_SET -> fleet.storage() instanceof Storage.Volume;
      case AUTOSCALER -> region.scale() instanceof Scale.Automatic;
      case FLEET_SERVICE, INGRESS -> fleet.entry() != null;
      case REGION_INGRESS -> fleet.entry() != null && region.host() != null;
      case NETWORK_POLICY -> fleet.security().network() != null;
      case SERVICE_MONITOR -> monitoring == Monitoring.WANTED;
    };
  }

  private Replicas replicas(Piece piece, Region region) {
    var name = Names.region(fleet.owner(), region);
    return switch (piece) {
      case DEPLOYMENT ->
          replicas(
              region.scale(),
              seen.find(Deployment.class, name),
              deployment -> deployment.getSpec().getReplicas());
      case STATEFUL_SET ->
          replicas(
              region.scale(),
              seen.find(StatefulSet.class, name),
              statefulSet -> statefulSet.getSpec().getReplicas());
      default -> new Replicas.NotOurs();
    };
  }

  private static <T extends HasMetadata> Replicas replicas(
      Scale scale, Optional<T> workload, Function<T, Integer> count) {
    return switch (scale) {
      case Scale.Fixed fixed -> new Replicas.Ours(fixed.replicas());
      case Scale.Automatic automatic -> {
        if (workload.isEmpty()) {
          yield new Replicas.Ours(automatic.min());
        }
        var present = workload.get();
        yield Ownership.ownsReplicas(present)
            ? new Replicas.HandedOver(count.apply(present))
            : new Replicas.NotOurs();
      }
    };
  }
}
