package io.gunrelay.relay.fence;

import io.gunrelay.relay.api.FenceReport;
import io.gunrelay.relay.api.RegionContact;
import io.gunrelay.relay.api.RegionLease;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * By whom a relay's region is known to be heard, and which leases there are. Times are of one
 * monotonic clock, in nanoseconds. What somebody says to have heard is what counts, and not that
 * something arrives from there: packets may pass in one direction only. Not thread-safe.
 */
final class Outlook {
  private final Map<String, Long> heardByRegion = new HashMap<>();
  private final Map<String, RegionLease> leases = new TreeMap<>();
  private OptionalLong heardByOperatorNs = OptionalLong.empty();
  private OptionalLong heardNearbyNs = OptionalLong.empty();

  /** An operator has heard what this relay said then. */
  void heardByOperator(long thenNs) {
    heardByOperatorNs = later(heardByOperatorNs, thenNs);
  }

  /** Another relay says how it stands. */
  void said(RelayReport relay, FenceSettings settings, long nowNs) {
    FenceReport fence = relay.fence();
    if (fence != null) {
      learn(fence.leases());
    }
    if (relay.region().equals(settings.region())) {
      if (fence != null && fence.operatorSilentMs() != null) {
        heardNearbyNs = later(heardNearbyNs, nowNs - nanos(fence.operatorSilentMs()));
      }
    } else if (settings.isOther(relay.region())) {
      List<RegionContact> contacts = relay.contacts();
      for (RegionContact contact : contacts == null ? List.<RegionContact>of() : contacts) {
        if (contact.region().equals(settings.region())) {
          heardByRegion.merge(
              relay.region(),
              nowNs - nanos(contact.silentMs()),
              (one, other) -> one - other > 0 ? one : other);
        }
      }
    }
  }

  private static OptionalLong later(OptionalLong one, long other) {
    return one.isEmpty() || other - one.getAsLong() > 0 ? OptionalLong.of(other) : one;
  }

  private static long nanos(long milliseconds) {
    return Duration.ofMillis(Math.max(0, milliseconds)).toNanos();
  }

  /** These leases are known somewhere. */
  void learn(List<RegionLease> some) {
    for (RegionLease lease : some) {
      leases.merge(lease.region(), lease, (one, other) -> other.term() > one.term() ? other : one);
    }
  }

  List<RegionLease> leases() {
    return List.copyOf(leases.values());
  }

  /** Which region serves a region's clients; empty when nobody has said it. */
  Optional<String> holder(String region) {
    return Optional.ofNullable(leases.get(region)).map(RegionLease::holder);
  }

  /** When an operator is known to have heard this relay itself; empty if none ever did. */
  OptionalLong heardByOperatorNs() {
    return heardByOperatorNs;
  }

  /**
   * When the region was last heard by whoever may keep it open: an operator, or most of the other
   * regions; empty if it never was.
   */
  OptionalLong heardNs(FenceSettings settings) {
    OptionalLong heard = mostRegionsNs(settings);
    if (heardByOperatorNs.isPresent()) {
      heard = later(heard, heardByOperatorNs.getAsLong());
    }
    return heardNearbyNs.isPresent() ? later(heard, heardNearbyNs.getAsLong()) : heard;
  }

  /** When more than half of the other regions had heard it, since then or later. */
  private OptionalLong mostRegionsNs(FenceSettings settings) {
    int most = settings.others() / 2 + 1;
    List<Long> times =
        heardByRegion.entrySet().stream()
            .filter(entry -> settings.isOther(entry.getKey()))
            .map(Map.Entry::getValue)
            .sorted((one, other) -> Long.signum(other - one))
            .toList();
    return times.size() < most ? OptionalLong.empty() : OptionalLong.of(times.get(most - 1));
  }
}
