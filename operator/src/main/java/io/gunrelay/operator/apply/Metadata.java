package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import java.util.Map;

/** What every object carries: name, labels, and in the resource's own cluster its owner. */
final class Metadata {

  private Metadata() {}

  static ObjectMeta of(Owner owner, String name) {
    return of(owner, name, Names.labels(owner));
  }

  static ObjectMeta of(Owner owner, Region region, String name) {
    return of(owner, name, Names.labels(owner, region));
  }

  private static ObjectMeta of(Owner owner, String name, Map<String, String> labels) {
    var metadata =
        new ObjectMetaBuilder().withName(name).withNamespace(owner.namespace()).withLabels(labels);
    return switch (owner.site()) {
      case Site.Home home ->
          metadata
              .addNewOwnerReference()
              .withApiVersion(HasMetadata.getApiVersion(GunRelayCluster.class))
              .withKind(GunRelayCluster.KIND)
              .withName(owner.name())
              .withUid(owner.uid())
              .withController(true)
              .withBlockOwnerDeletion(true)
              .endOwnerReference()
              .build();
      // An owner that is not in the cluster counts as deleted: all would be collected as garbage.
      case Site.Other other -> metadata.build();
    };
  }
}
