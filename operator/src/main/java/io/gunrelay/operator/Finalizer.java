package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.fleet.Names;
import java.util.List;

/**
 * Keeps a resource until nothing of it is left in other clusters, where no garbage collector knows
 * of it. A resource without other clusters has none.
 */
final class Finalizer {

  private Finalizer() {}

  static boolean isOn(GunRelayCluster resource) {
    return resource.hasFinalizer(Names.FINALIZER);
  }

  static void add(KubernetesClient client, GunRelayCluster resource) {
    apply(client, resource, List.of(Names.FINALIZER));
  }

  static void remove(KubernetesClient client, GunRelayCluster resource) {
    apply(client, resource, List.of());
  }

  private static void apply(
      KubernetesClient client, HasMetadata resource, List<String> finalizers) {
    var patch = new GunRelayCluster();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(resource.getMetadata().getName())
            .withNamespace(resource.getMetadata().getNamespace())
            // Applied to a resource that is gone it would make another one.
            .withUid(resource.getMetadata().getUid())
            .withFinalizers(finalizers)
            .build());
    var _ =
        client
            .resource(patch)
            .patch(
                new PatchContext.Builder()
                    .withPatchType(PatchType.SERVER_SIDE_APPLY)
                    .withFieldManager(Names.FIELD_MANAGER)
                    .withForce(true)
                    .build());
  }
}
