package io.gunrelay.operator.decide;

import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.relay.api.ConfigReport;
import io.gunrelay.relay.api.FileDigest;
import io.gunrelay.relay.api.RelayReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How far the configuration that stands in a region's ConfigMap has come to its relays. What a
 * relay has in force it says in its report; of one that says nothing, nothing is known.
 *
 * @param digest of what stands there; empty when there is no ConfigMap
 * @param taken by name, of those relays that say so
 */
public record Delivery(Optional<String> digest, Map<String, ConfigReport> taken) {

  public Delivery {
    taken = Map.copyOf(taken);
  }

  /** Of one region, as it was observed. */
  public static Delivery of(Owner owner, Region region, Observation seen) {
    return new Delivery(
        seen.find(ConfigMap.class, Names.relaySet(owner, region))
            .filter(object -> Ownership.isOurs(owner, object))
            .map(object -> object.getData().get(Names.CONFIG_FILE))
            .map(file -> FileDigest.of(file.getBytes(StandardCharsets.UTF_8))),
        seen.relays(region.name())
            .filter(relay -> relay.config() != null)
            .collect(
                toMap(
                    RelayReport::name,
                    relay -> Objects.requireNonNull(relay.config()),
                    (one, other) -> one)));
  }

  /** Whether the pod's relay has another configuration in force than stands there. */
  public boolean isOnItsWayTo(Pod pod) {
    var config = taken.get(pod.getMetadata().getName());
    return config != null && digest.isPresent() && !digest.get().equals(config.digest());
  }

  /** What keeps relays from having in force what stands there. */
  List<Trouble> troubles(List<Pod> pods) {
    return pods.stream()
        .map(pod -> pod.getMetadata().getName())
        .filter(taken::containsKey)
        .flatMap(pod -> trouble(pod, Objects.requireNonNull(taken.get(pod))).stream())
        .toList();
  }

  private static Optional<Trouble> trouble(String pod, ConfigReport config) {
    if (config.refusal() != null) {
      return Optional.of(
          new Trouble(
              Reason.ConfigurationRefused,
              "pod " + pod + " keeps its former configuration: " + config.refusal()));
    }
    return config.awaitingRestart().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Trouble(
                Reason.ConfigurationAwaitsRestart,
                "pod "
                    + pod
                    + " was started with other values of "
                    + String.join(", ", config.awaitingRestart())
                    + ": delete it, and it comes back with the present ones"));
  }
}
