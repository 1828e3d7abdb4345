package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.fleet.Region;
import java.util.Map;

/** What every object carries: name, labels, its owner. */
final class Metadata {

  private Metadata() {}

  static ObjectMeta of(Owner owner, String name) {
    return of(owner, name, Names.labels(owner));
  }

  static ObjectMeta of(Owner owner, Region region, String name) {
    return of(owner, name, Names.labels(owner, region));
  }

  private static ObjectMeta of(Owner owner, String name, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(owner.namespace())
        .withLabels(labels)
        .addNewOwnerReference()
        .withApiVersion(HasMetadata.getApiVersion(GunRelayCluster.class))
        .withKind(GunRelayCluster.KIND)
        .withName(owner.name())
        .withUid(owner.uid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .endOwnerReference()
        .build();
  }
}
