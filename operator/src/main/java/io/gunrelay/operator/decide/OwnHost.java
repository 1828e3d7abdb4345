package io.gunrelay.operator.decide;

import io.gunrelay.operator.failover.OwnClients;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.relay.api.DrainReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where those are who came by a region's own host, as relays say.
 *
 * @param home how many its own relays have
 * @param away relays of other regions that have some
 */
record OwnHost(String host, long home, List<Away> away) {

  /** Until who was told to leave is counted where it went. */
  private static final Duration UNTIL_COUNTED = Duration.ofSeconds(3);

  /** A relay whose clock is far ahead holds nobody up for longer. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  OwnHost {
    away = List.copyOf(away);
  }

  /**
   * Looks once.
   *
   * @param fleet the whole
   * @param seen what there is in each of its clusters
   * @param since what relays were told before has nothing to do with it
   * @return empty when the region has no host, or its relays do not say how clients came
   */
  static Optional<OwnHost> of(
      Fleet fleet, Map<Site, Observation> seen, Region region, Instant since) {
    var host = region.host();
    if (host == null || counts(region, seen, host).findAny().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new OwnHost(
            host,
            counts(region, seen, host).mapToLong(Away::clients).sum(),
            fleet.regions().stream()
                .filter(other -> !other.name().equals(region.name()))
                .flatMap(other -> counts(other, seen, host))
                .filter(relay -> relay.clients() > 0)
                .map(relay -> relay.after(since))
                .toList()));
  }

  private static Stream<Away> counts(Region of, Map<Site, Observation> seen, String host) {
    return seen.getOrDefault(of.site(), Observation.NOTHING)
        .own(of.name())
        .flatMap(relay ->
            Stream.ofNullable(relay.load().byEntry())
                .map(byEntry ->
                    new Away(
                        of.name(),
                        relay,
                        byEntry.getOrDefault(host, 0L),
                        Optional.ofNullable(relay.drain())
                            .filter(drain -> host.equals(drain.entry())))));
  }

  OwnClients clients() {
    return new OwnClients(
        home,
        away.stream().mapToLong(Away::clients).sum(),
        away.stream().mapToLong(Away::willing).sum(),
        away.stream().anyMatch(Away::isMoving));
  }

  /** Whether all who were told have gone, and are counted where they went. */
  boolean areAllCounted(Instant now) {
    return away.stream().noneMatch(relay -> relay.isMoving() || relay.isCounting(now));
  }

  /**
   * A relay of another region.
   *
   * @param clients that came by the host
   * @param told the latest order to hand them over
   */
  record Away(String region, RelayReport relay, long clients, Optional<DrainReport> told) {

    private Away after(Instant since) {
      return new Away(
          region,
          relay,
          clients,
          told.filter(drain -> drain.startedAt() != null && !drain.startedAt().isBefore(since)));
    }

    /** Who would leave if it were told to, as far as is known. */
    long willing() {
      return isMoving() ? clients : Math.max(0, clients - told.map(DrainReport::stayed).orElse(0L));
    }

    boolean isMoving() {
      return told.filter(drain -> drain.state() == DrainReport.State.MOVING).isPresent();
    }

    private boolean isCounting(Instant now) {
      return told.filter(
              drain -> {
                var begun = drain.startedAt();
                if (begun == null) {
                  return false;
                }
                var counted =
                    begun
                        .plusSeconds(Math.ceilDiv(drain.told(), Math.max(1, drain.rate())))
                        .plus(UNTIL_COUNTED);
                return counted.isAfter(now) && counted.isBefore(now.plus(LONGEST));
              })
          .isPresent();
    }
  }
}
