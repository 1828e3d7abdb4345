package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.util.Optional;

/** An example, as its file says it. */
public final class Example {
  private Example() {}

  public static GunRelayCluster read(String yaml) {
    return Serialization.unmarshal(yaml, GunRelayCluster.class);
  }

  /** The host of its entry. */
  public static Optional<String> host(GunRelayCluster example) {
    return Optional.ofNullable(example.getSpec().exposure())
        .flatMap(exposure -> Optional.ofNullable(exposure.host()));
  }

  /** The Secret of its entry's certificate. */
  public static Optional<String> secret(GunRelayCluster example) {
    return Optional.ofNullable(example.getSpec().exposure())
        .flatMap(exposure -> Optional.ofNullable(exposure.tls()))
        .map(tls -> tls.secretName());
  }
}
