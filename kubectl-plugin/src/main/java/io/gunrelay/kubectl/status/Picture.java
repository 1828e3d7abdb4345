package io.gunrelay.kubectl.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.gunrelay.api.v1alpha1.FailoverRegionStatus;
import io.gunrelay.api.v1alpha1.FailoverStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.SwitchStatus;
import io.gunrelay.operator.fleet.Annotation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a fleet at one moment.
 *
 * @param relays those in the fleet's own cluster, by region and name
 * @param events the last ones, newest first
 * @param gaps what could not be found out, and why, each in one line
 */
record Picture(GunRelayCluster fleet, List<Relay> relays, List<Event> events, List<String> gaps) {

  Picture {
    relays = List.copyOf(relays);
    events = List.copyOf(events);
    gaps = List.copyOf(gaps);
  }

  String name() {
    return fleet.getMetadata().getName();
  }

  String namespace() {
    return fleet.getMetadata().getNamespace();
  }

  String version() {
    var spec = fleet.getSpec();
    return Objects.requireNonNullElse(spec == null ? null : spec.version(), "?");
  }

  @Nullable GunRelayClusterStatus status() {
    return fleet.getStatus();
  }

  /** The state in a word. */
  String phase() {
    var status = status();
    var phase = status == null ? null : status.phase();
    return phase == null ? "Unknown" : phase.name();
  }

  /** Why it is in this state. */
  String message() {
    var status = status();
    var message = status == null ? null : status.message();
    return message == null
        ? "the operator has said nothing of it yet: does it run, and does it watch this namespace?"
        : message;
  }

  boolean isPaused() {
    return Annotation.PAUSED.of(fleet).equals("true");
  }

  /** Whether the operator speaks of the last change of the spec. */
  boolean isCurrent() {
    var status = status();
    var observed = status == null ? null : status.observedGeneration();
    var generation = fleet.getMetadata().getGeneration();
    return observed != null && (generation == null || observed >= generation);
  }

  /** Whether it serves clients as the last spec asks for. */
  boolean isReady() {
    return isCurrent()
        && conditions().stream()
            .anyMatch(condition ->
                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }

  List<Condition> conditions() {
    var status = status();
    var conditions = status == null ? null : status.conditions();
    return conditions == null ? List.of() : conditions;
  }

  /** Where each region stands; none in a fleet of one. */
  List<FailoverRegionStatus> failovers() {
    var failover = failover();
    var regions = failover == null ? null : failover.regions();
    return regions == null ? List.of() : regions;
  }

  /** The last switches, the latest first. */
  List<SwitchStatus> switches() {
    var failover = failover();
    var switches = failover == null ? null : failover.switches();
    return switches == null ? List.of() : switches;
  }

  /** The region that serves all clients; null where each serves its own. */
  @Nullable String active() {
    var failover = failover();
    return failover == null ? null : failover.active();
  }

  private @Nullable FailoverStatus failover() {
    var status = status();
    return status == null ? null : status.failover();
  }

  /** The worst lag of the region's relays. */
  Lag lag(String region) {
    return relays.stream()
        .filter(relay -> relay.region().equals(region))
        .map(Relay::lag)
        .reduce(Lag.UNKNOWN, Lag::worse);
  }
}
