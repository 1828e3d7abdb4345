package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.gunrelay.api.v1alpha1.FailoverStrategy;
import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.relays.Silence;
import io.gunrelay.relay.api.FenceReport;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionLease;
import io.gunrelay.relay.api.RelayReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Leases that say which region serves whose clients: one for each region of a fleet, held by the
 * region itself or by the one that has taken over. They are in the resource's cluster. Relays are
 * told what stands in them, and nothing that does not yet.
 */
public final class RegionLeases {

  /**
   * What a Lease says.
   *
   * @param since when the holder got it; later than all that was said before
   * @param transitions how many times it went from one to another
   */
  public record Held(String holder, Instant since, int transitions) {}

  private RegionLeases() {}

  /**
   * What the Lease of a region is to say.
   *
   * @param seen what there is in the resource's cluster
   * @param served which regions serve whose clients, by the name of these, as far as it is decided
   */
  static Held of(
      Fleet fleet, Region region, Observation seen, Map<String, Serving> served, Instant now) {
    var holder = holder(fleet, region.name(), served);
    var present = present(fleet, region, seen);
    return present
        .filter(held -> held.holder().equals(holder))
        .orElseGet(() ->
            new Held(
                holder,
                present
                    .map(held -> later(held.since().plusMillis(1), now))
                    .orElse(now)
                    .truncatedTo(ChronoUnit.MILLIS),
                present.map(held -> held.transitions() + 1).orElse(0)));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static String holder(Fleet fleet, String region, Map<String, Serving> served) {
    var serving = served.get(region);
    if (serving != null) {
      return serving.own() > 0 ? region : serving.region();
    }
    return fleet.failover().strategy() == FailoverStrategy.ActiveActive
        ? region
        : served.values().stream()
            .findFirst()
            .map(Serving::region)
            .orElseGet(() -> fleet.allRegions().getFirst().name());
  }

  private static Optional<Held> present(Fleet fleet, Region region, Observation seen) {
    return seen.find(Lease.class, Names.region(fleet.owner(), region))
        .filter(lease -> Ownership.isOurs(fleet.owner(), lease))
        .flatMap(RegionLeases::read);
  }

  /** What somebody has written over so that it cannot be read is not there. */
  private static Optional<Held> read(Lease lease) {
    var spec = lease.getSpec();
    if (spec == null || spec.getHolderIdentity() == null || spec.getAcquireTime() == null) {
      return Optional.empty();
    }
    var transitions = spec.getLeaseTransitions();
    return Optional.of(
        new Held(
            spec.getHolderIdentity(),
            spec.getAcquireTime().toInstant(),
            transitions == null ? 0 : transitions));
  }

  /**
   * What relays are to be told. Where one region serves all clients, its own relays hear of it once
   * those of the others that can be heard no longer acknowledge by themselves: two do not at once.
   *
   * @param home what there is in the resource's cluster, as it was written
   * @param seen what there is in each cluster
   */
  public static List<RegionLease> told(
      Fleet fleet, Observation home, Collection<Observation> seen, Instant now) {
    if (!fleet.canFailOver()) {
      return isAnyFenced(seen) ? owned(fleet, now) : List.of();
    }
    return fleet.allRegions().stream()
        .flatMap(
            region -> present(fleet, region, home).stream().map(held -> lease(region.name(), held)))
        .filter(lease -> !isEarly(fleet, lease, seen, now))
        .toList();
  }

  /**
   * Whether relays still act as those of a fleet that has Leases: they take a minute to hear that
   * it has none any more, and until then whoever tells them nothing would be lost to them.
   */
  public static boolean isAnyFenced(Collection<Observation> seen) {
    return seen.stream()
        .flatMap(Observation::relays)
        .anyMatch(relay -> relay.fence() != null && relay.fence().state() != FenceReport.State.OFF);
  }

  /** Each region serves its own clients, whatever was said before. */
  private static List<RegionLease> owned(Fleet fleet, Instant now) {
    return fleet.allRegions().stream()
        .map(region -> new RegionLease(region.name(), region.name(), now.toEpochMilli()))
        .toList();
  }

  private static RegionLease lease(String region, Held held) {
    return new RegionLease(region, held.holder(), held.since().toEpochMilli());
  }

  private static boolean isEarly(
      Fleet fleet, RegionLease lease, Collection<Observation> seen, Instant now) {
    return fleet.failover().strategy() == FailoverStrategy.ActivePassive
        && lease.holder().equals(lease.region())
        && fleet.allRegions().stream()
            .map(Region::name)
            .filter(other -> !other.equals(lease.region()))
            .flatMap(other -> heard(other, seen, now))
            .anyMatch(
                relay -> relay.fence() != null && relay.fence().state() == FenceReport.State.OPEN);
  }

  /**
   * The relays of a region that anybody hears now, as far as is known: the operator, or relays of
   * another region.
   */
  private static Stream<RelayReport> heard(
      String region, Collection<Observation> seen, Instant now) {
    return seen.stream()
        .flatMap(there ->
            Stream.concat(
                isSilent(there, region, now) ? Stream.empty() : there.answering(region),
                there.reports().values().stream()
                    .filter(asked -> !isSilent(there, asked.self().region(), now))
                    .filter(asked -> hears(asked.self(), region))
                    .flatMap(asked -> asked.peers().stream())
                    .filter(PeerReport::connected)
                    .map(PeerReport::report)
                    .flatMap(Stream::ofNullable)))
        .filter(relay -> region.equals(relay.region()));
  }

  private static boolean isSilent(Observation there, String region, Instant now) {
    var heard = there.heard().get(region);
    return heard != null && Silence.isSince(heard, now);
  }

  private static boolean hears(RelayReport relay, String region) {
    return relay.contacts() != null
        && relay.contacts().stream()
            .anyMatch(contact -> contact.region().equals(region) && !Silence.isWith(contact));
  }
}
