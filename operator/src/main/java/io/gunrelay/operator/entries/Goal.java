package io.gunrelay.operator.entries;

import io.gunrelay.operator.relays.Address;
import io.gunrelay.relay.api.TrialOrder;
import java.util.List;
import java.util.Optional;

/**
 * The entry of a region.
 *
 * @param order what is tried
 * @param urgent whether much depends on it now: it is tried each second, and all that comes of it
 *     is news
 * @param proven whether it is known to have served, as its region is in trouble now
 * @param others relays of other regions, the admin port of one of each
 * @param token one that they take orders for; empty where there is none, and so nobody to be asked
 */
public record Goal(
    String region,
    TrialOrder order,
    boolean urgent,
    boolean proven,
    List<Address> others,
    Optional<String> token) {

  public Goal {
    others = List.copyOf(others);
  }

  /** The same with those who can be asked for a second opinion. */
  public Goal with(List<Address> relays, Optional<String> accepted) {
    return new Goal(region, order, urgent, proven, relays, accepted);
  }
}
