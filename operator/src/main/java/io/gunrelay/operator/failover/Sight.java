package io.gunrelay.operator.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is seen at one time.
 *
 * @param wish the region that somebody wants clients in
 * @param regions in the order of preference
 */
public record Sight(Instant now, Policy policy, Optional<String> wish, List<RegionSight> regions) {

  public Sight {
    regions = List.copyOf(regions);
  }

  RegionSight region(String name) {
    return regions.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * A region.
   *
   * @param heard whether the operator hears of any of its relays
   * @param outside relays of other regions that the operator hears of
   * @param hearing those of them that hear a relay of this region
   * @param ready relays that say that they take clients
   * @param caughtUp whether they have what other regions wrote
   * @param triers observers that tried to write and read by its public entry
   * @param served those of them that could
   * @param own clients that came by its own host; empty when nobody can tell, and so nobody can
   *     give them back
   * @param missed when whoever heard it last should have heard it again; of one that is heard, when
   *     its last relay ceased to take clients; empty when nobody misses it
   * @param unfit why it should take nobody else's clients, OUT_OF_DISK or OVERLOADED; empty when it
   *     can
   * @param fenced whether none of its relays acknowledges anything by itself, as far as can be
   *     known
   * @param entry what an observer says that could not use its entry; empty when there is none
   */
  public record RegionSight(
      String name,
      boolean heard,
      int outside,
      int hearing,
      int ready,
      boolean caughtUp,
      int triers,
      int served,
      Optional<OwnClients> own,
      Optional<Instant> missed,
      Optional<Impairment> unfit,
      boolean fenced,
      String entry) {}
}
