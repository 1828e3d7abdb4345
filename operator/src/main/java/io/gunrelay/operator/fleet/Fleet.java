package io.gunrelay.operator.fleet;

import io.gunrelay.api.v1alpha1.FailoverMode;
import io.gunrelay.api.v1alpha1.FailoverSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fleet as its resource asks for it, or the part of it that lives in one cluster.
 *
 * @param owner the resource
 * @param revision what its relays are
 * @param strategy how they are replaced by those of another revision
 * @param regions at least one; of a part none when all that it had are leaving
 * @param entry null when nothing is exposed
 * @param storage where relays keep the graph
 * @param limits bounds of each relay
 * @param security who may connect, and what they may write
 * @param failover what is done when a region is down
 * @param monitoring what is told of the relays' work
 * @param elsewhere of a part: what it has to know of the others
 */
public record Fleet(
    Owner owner,
    Revision revision,
    Strategy strategy,
    List<Region> regions,
    @Nullable Entry entry,
    Storage storage,
    Limits limits,
    Security security,
    FailoverSpec failover,
    Monitoring monitoring,
    Elsewhere elsewhere)
    implements Reading {

  public Fleet {
    regions = List.copyOf(regions);
  }

  /** The whole. */
  public Fleet(
      Owner owner,
      Revision revision,
      Strategy strategy,
      List<Region> regions,
      @Nullable Entry entry,
      Storage storage,
      Limits limits,
      Security security,
      FailoverSpec failover,
      Monitoring monitoring) {
    this(
        owner,
        revision,
        strategy,
        regions,
        entry,
        storage,
        limits,
        security,
        failover,
        monitoring,
        Elsewhere.NOTHING);
  }

  /** Its regions, and of a part those of the other parts as well, in the order of the resource. */
  public List<Region> allRegions() {
    return elsewhere.fleet().isEmpty() ? regions : elsewhere.fleet();
  }

  /** Whether its regions can serve each other's clients. */
  public boolean canFailOver() {
    return allRegions().size() > 1 && failover.mode() != FailoverMode.Disabled;
  }

  /** The clusters that have regions of it, in the order of the regions. */
  public List<Site> sites() {
    return regions.stream().map(Region::site).distinct().toList();
  }

  /** Its part in one cluster. */
  public Fleet at(Site site, Elsewhere others) {
    var there = regions.stream().filter(region -> region.site().equals(site)).toList();
    return with(owner.at(site), revision, there, storage, others);
  }

  /** The same with other storage. */
  public Fleet with(Storage other) {
    return with(owner, revision, regions, other, elsewhere);
  }

  /** The same with relays of another revision. */
  public Fleet with(Revision other) {
    return with(owner, other, regions, storage, elsewhere);
  }

  private Fleet with(
      Owner seenFrom, Revision other, List<Region> some, Storage where, Elsewhere others) {
    return new Fleet(
        seenFrom,
        other,
        strategy,
        some,
        entry,
        where,
        limits,
        security,
        failover,
        monitoring,
        others);
  }
}
