package io.gunrelay.operator.config;

import io.gunrelay.operator.fleet.Allowed;
import io.gunrelay.operator.fleet.RelayImages;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator is told from outside.
 *
 * @param namespace where the operator runs
 * @param relayImages where the relay's image is
 * @param allowed what resources may ask for
 * @param prometheus where it is; ends with a slash
 * @param namespaces to watch; empty for all
 * @param reportInterval how often a relay of each region is asked for its report
 * @param kindsInterval how soon a kind that the cluster lacks is looked for again
 * @param certificateDelivery how long it may take until a relay uses a certificate that was written
 * @param clusterInterval how often another cluster is asked whether it is there
 * @param cleanupDeadline for how long a deleted resource waits for other clusters
 * @param leaderElection the Lease to hold while working; empty to work at once
 */
public record Settings(
    String namespace,
    RelayImages relayImages,
    Allowed allowed,
    Optional<URI> prometheus,
    Set<String> namespaces,
    Duration reportInterval,
    Duration kindsInterval,
    Duration certificateDelivery,
    Duration clusterInterval,
    Duration cleanupDeadline,
    Optional<Lease> leaderElection) {

  /**
   * The Lease to hold.
   *
   * @param identity of this process, the pod's name
   */
  public record Lease(String namespace, String name, String identity) {

    /** The same, of another process. */
    public Lease as(String other) {
      return new Lease(namespace, name, other);
    }
  }
}
