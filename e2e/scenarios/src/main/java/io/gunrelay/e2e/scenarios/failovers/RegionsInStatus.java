package io.gunrelay.e2e.scenarios.failovers;

import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.api.v1alpha1.FailoverRegionStatus;
import io.gunrelay.api.v1alpha1.FailoverStatus;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.SwitchStatus;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the status of a fleet says of its regions. */
abstract class RegionsInStatus {
  private final Stage stage;
  private final Fleet fleet;

  RegionsInStatus(Stage stage, Fleet fleet) {
    this.stage = stage;
    this.fleet = fleet;
  }

  private Optional<FailoverStatus> status() {
    return fleet.status().map(GunRelayClusterStatus::failover);
  }

  final Stream<FailoverRegionStatus> regions() {
    return status().map(FailoverStatus::regions).stream().flatMap(List::stream);
  }

  final Optional<FailoverRegionStatus> region(String name) {
    return regions().filter(region -> region.name().equals(name)).findFirst();
  }

  /** Clients that are connected to its relays, as these say. */
  final long clients(String region) {
    return fleet.status().map(GunRelayClusterStatus::regions).stream()
        .flatMap(List::stream)
        .filter(one -> one.name().equals(region))
        .mapToLong(one -> Optional.ofNullable(one.clients()).orElse(-1L))
        .sum();
  }

  /**
   * Waits until clients that came by a region's host are connected to its relays, and next to none
   * to those of the other one. Figures of the status that differ by less are not written.
   */
  final void awaitHome(String region, String other, long clients, Duration deadline) {
    long few = clients / 20;
    Await.until(
        "clients of %s to be there again".formatted(region),
        deadline,
        () -> clients(region) >= clients - few && clients(other) <= few,
        () ->
            "%s has %d, %s has %d; %s"
                .formatted(region, clients(region), other, clients(other), fleet.line()));
    stage.saw(
        "%s has %d clients again, %s has %d"
            .formatted(region, clients(region), other, clients(other)));
  }

  final List<SwitchStatus> switches() {
    return status().map(FailoverStatus::switches).orElse(List.of());
  }

  final Optional<String> active() {
    return status().map(FailoverStatus::active);
  }

  /** One line of a region, or nothing. */
  final String message(String region) {
    return region(region).map(FailoverRegionStatus::message).orElse("");
  }

  /** Tells how long it took from the first missed heartbeat to a switch. */
  final void tookToSwitch(SwitchStatus made, Duration aim) {
    stage.took(
        "from the first missed heartbeat to the switch",
        Duration.between(
            Instant.parse(made.stopwatch().missed()), Instant.parse(made.stopwatch().switched())),
        aim);
  }

  final void expectSwitches(int count) {
    if (switches().size() != count) {
      throw new AssertionError(
          "there were to be %d switches: %s; %s".formatted(count, switches(), fleet.line()));
    }
  }

  final void awaitPhase(String region, FailoverPhase phase, Duration deadline) {
    Await.until(
        "region %s to be %s".formatted(region, phase),
        deadline,
        () -> region(region).filter(found -> found.phase() == phase).isPresent(),
        () -> region(region) + " " + fleet.line());
  }
}
