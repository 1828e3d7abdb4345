package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.fleet.Names;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashSet;
import java.util.Set;

/** Which resource an object concerns: by owner and by label, as somebody may remove either. */
final class Owners {

  private Owners() {}

  static Set<ResourceID> of(HasMetadata object) {
    var meta = object.getMetadata();
    var owners = new HashSet<ResourceID>();
    for (var reference : meta.getOwnerReferences()) {
      if (GunRelayCluster.KIND.equals(reference.getKind())
          && HasMetadata.getApiVersion(GunRelayCluster.class).equals(reference.getApiVersion())) {
        owners.add(new ResourceID(reference.getName(), meta.getNamespace()));
      }
    }
    var label = Names.label(object, Names.CLUSTER_LABEL);
    if (!label.isEmpty()) {
      owners.add(new ResourceID(label, meta.getNamespace()));
    }
    return owners;
  }
}
