package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Storage;
import io.gunrelay.operator.observe.Observation;
import java.util.Optional;

/**
 * A StatefulSet's claim templates never change: the API server refuses it. The size that stands
 * there is therefore kept, also where it is the wanted one in other words ({@code 1024Mi}, {@code
 * 1Gi}).
 */
final class VolumeSizes {

  private VolumeSizes() {}

  static Fleet asClaimed(Fleet fleet, Observation seen) {
    if (!(fleet.storage() instanceof Storage.Volume volume)) {
      return fleet;
    }
    return fleet.regions().stream()
        .map(region -> seen.find(StatefulSet.class, Names.region(fleet.owner(), region)))
        .flatMap(Optional::stream)
        .map(VolumeSizes::claimed)
        .flatMap(Optional::stream)
        .findFirst()
        .map(size ->
            fleet.with(new Storage.Volume(size, volume.className(), volume.deletedWithFleet())))
        .orElse(fleet);
  }

  private static Optional<Quantity> claimed(StatefulSet statefulSet) {
    return statefulSet.getSpec().getVolumeClaimTemplates().stream()
        .filter(claim -> Names.DATA_VOLUME.equals(claim.getMetadata().getName()))
        .map(claim -> claim.getSpec().getResources().getRequests().get("storage"))
        .findFirst();
  }
}
