package io.gunrelay.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The CRD of {@link GunRelayCluster}, as it is committed and installed. */
public final class ClusterDefinition {

  /** The CRD's name. */
  public static final String NAME = "gunrelayclusters.gunrelay.io";

  private static final String RESOURCE = NAME + ".yaml";

  private ClusterDefinition() {}

  /** Reads the CRD; a new object at each call. */
  public static CustomResourceDefinition load() {
    try (InputStream yaml = ClusterDefinition.class.getResourceAsStream(RESOURCE)) {
      return new KubernetesSerialization()
          .unmarshal(Objects.requireNonNull(yaml, RESOURCE), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
