package io.gunrelay.e2e.embeddedapi.network;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** One end of a connection. */
public sealed interface Party {

  /** A pod on the cluster's network. */
  record OfPod(Pod pod) implements Party {}

  /**
   * Anything that no policy selects: a machine outside, or a node.
   *
   * @param address IPv4
   */
  record Outside(String address) implements Party {}

  default Optional<String> whereabouts() {
    return switch (this) {
      case OfPod(Pod pod) -> Optional.ofNullable(pod.getStatus()).map(status -> status.getPodIP());
      case Outside(String address) -> Optional.of(address);
    };
  }
}
