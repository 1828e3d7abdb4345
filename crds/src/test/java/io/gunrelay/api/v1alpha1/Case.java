package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resource and what the API server is to say of it.
 *
 * @param what the case in words
 * @param name the resource's name; null for any
 * @param before the spec that it has before; null if it is created
 * @param spec the spec that is asked for; null for a resource without one
 * @param says what the answer must contain: the field, the remedy
 */
record Case(
    String what,
    @Nullable String name,
    @Nullable Map<String, Object> before,
    @Nullable Map<String, Object> spec,
    List<String> says) {

  Case {
    says = says == null ? List.of() : says;
  }

  static List<Case> all(String file) {
    InputStream yaml = Objects.requireNonNull(Case.class.getResourceAsStream(file), file);
    return new KubernetesSerialization().unmarshal(yaml, new TypeReference<List<Case>>() {});
  }

  GenericKubernetesResource resource() {
    return resource(spec);
  }

  Optional<GenericKubernetesResource> resourceBefore() {
    return Optional.ofNullable(before).map(this::resource);
  }

  private GenericKubernetesResource resource(@Nullable Map<String, Object> spec) {
    GenericKubernetesResource resource = new GenericKubernetesResource();
    resource.setApiVersion(GunRelayCluster.GROUP + "/" + GunRelayCluster.VERSION);
    resource.setKind(GunRelayCluster.KIND);
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withName(name == null ? "case-" + Integer.toUnsignedString(what.hashCode(), 36) : name)
            .withNamespace("default")
            .build());
    if (spec != null) {
      resource.setAdditionalProperty("spec", spec);
    }
    return resource;
  }

  @Override
  public String toString() {
    return what;
  }
}
