package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Names an object in the resource's namespace. */
public record Ref(Class<? extends HasMetadata> kind, String name) {

  public static Ref to(HasMetadata object) {
    return new Ref(object.getClass(), object.getMetadata().getName());
  }

  @Override
  public String toString() {
    return HasMetadata.getKind(kind) + " " + name;
  }
}
