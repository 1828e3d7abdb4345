package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.fleet.Site;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whose an object is, and whose its fields are. */
public final class Ownership {

  private static final String APPLY = "Apply";

  private Ownership() {}

  private static boolean isControlledBy(Owner owner, HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(reference ->
            Boolean.TRUE.equals(reference.getController())
                && Objects.equals(reference.getUid(), owner.uid()));
  }

  /**
   * Whether an object may be written or deleted for the resource. In the resource's own cluster: it
   * is the resource's, or nobody's and the operator has made it (a resource deleted with its
   * objects left behind, then made again). In another one: it says so.
   */
  public static boolean isOurs(Owner owner, HasMetadata object) {
    return switch (owner.site()) {
      case Site.Home home -> isOursAtHome(owner, object);
      case Site.Other other ->
          !hasController(object)
              && owner.uid().equals(Names.label(object, Names.OWNER_LABEL))
              && other.secret().equals(Names.label(object, Names.KUBE_CONFIG_LABEL));
    };
  }

  private static boolean isOursAtHome(Owner owner, HasMetadata object) {
    return isControlledBy(owner, object)
        || (!hasController(object)
            && entry(object) != null
            && Names.label(object, Names.OWNER_LABEL).isEmpty());
  }

  private static boolean hasController(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(reference -> Boolean.TRUE.equals(reference.getController()));
  }

  /** Whether it is another resource's of the same name, which was deleted: it will go by itself. */
  public static boolean isOfFormer(Owner owner, HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(reference ->
            Boolean.TRUE.equals(reference.getController())
                && GunRelayCluster.KIND.equals(reference.getKind())
                && owner.name().equals(reference.getName())
                && !owner.uid().equals(reference.getUid()));
  }

  /** Whether the operator has the say over {@code spec.replicas}. */
  static boolean ownsReplicas(HasMetadata workload) {
    var entry = entry(workload);
    if (entry == null || entry.getFieldsV1() == null) {
      return false;
    }
    return entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
        && spec.containsKey("f:replicas");
  }

  private static @Nullable ManagedFieldsEntry entry(HasMetadata object) {
    for (var entry : object.getMetadata().getManagedFields()) {
      if (Names.FIELD_MANAGER.equals(entry.getManager())
          && APPLY.equals(entry.getOperation())
          && (entry.getSubresource() == null || entry.getSubresource().isEmpty())) {
        return entry;
      }
    }
    return null;
  }
}
