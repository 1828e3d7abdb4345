package io.gunrelay.e2e.scenarios;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.util.Optional;

/** An example, as its file says it. */
final class Example {
  private Example() {}

  static GunRelayCluster read(String yaml) {
    return Serialization.unmarshal(yaml, GunRelayCluster.class);
  }

  /** The host of its entry. */
  static Optional<String> host(GunRelayCluster example) {
    return Optional.ofNullable(example.getSpec().exposure())
        .flatMap(exposure -> Optional.ofNullable(exposure.host()));
  }

  /** The Secret of its entry's certificate. */
  static Optional<String> secret(GunRelayCluster example) {
    return Optional.ofNullable(example.getSpec().exposure())
        .flatMap(exposure -> Optional.ofNullable(exposure.tls()))
        .map(tls -> tls.secretName());
  }
}
