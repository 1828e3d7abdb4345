package io.gunrelay.operator.fleet;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fleet as its resource asks for it, or the part of it that lives in one cluster.
 *
 * @param owner the resource
 * @param version the relays' version
 * @param image the relays' image in full
 * @param regions at least one; of a part none when all that it had are leaving
 * @param entry null when nothing is exposed
 * @param storage where relays keep the graph
 * @param durability what writes are acknowledged for
 * @param limits bounds of each relay
 * @param security who may connect, and what they may write
 * @param resources what each relay's container may use
 * @param pods what pods have beside what every fleet's have
 * @param monitoring what is told of the relays' work
 * @param elsewhere of a part: what it has to know of the others
 */
public record Fleet(
    Owner owner,
    String version,
    String image,
    List<Region> regions,
    @Nullable Entry entry,
    Storage storage,
    Durability durability,
    Limits limits,
    Security security,
    ResourceRequirements resources,
    PodOverrides pods,
    Monitoring monitoring,
    Elsewhere elsewhere)
    implements Reading {

  public Fleet {
    regions = List.copyOf(regions);
  }

  /** The whole. */
  public Fleet(
      Owner owner,
      String version,
      String image,
      List<Region> regions,
      @Nullable Entry entry,
      Storage storage,
      Durability durability,
      Limits limits,
      Security security,
      ResourceRequirements resources,
      PodOverrides pods,
      Monitoring monitoring) {
    this(
        owner,
        version,
        image,
        regions,
        entry,
        storage,
        durability,
        limits,
        security,
        resources,
        pods,
        monitoring,
        Elsewhere.NOTHING);
  }

  /** Its regions, and of a part those of the other parts as well, in the order of the resource. */
  public List<Region> allRegions() {
    return elsewhere.fleet().isEmpty() ? regions : elsewhere.fleet();
  }

  /** The clusters that have regions of it, in the order of the regions. */
  public List<Site> sites() {
    return regions.stream().map(Region::site).distinct().toList();
  }

  /** Its part in one cluster. */
  public Fleet at(Site site, Elsewhere others) {
    var there = regions.stream().filter(region -> region.site().equals(site)).toList();
    return with(owner.at(site), there, storage, others);
  }

  /** The same with other storage. */
  public Fleet with(Storage other) {
    return with(owner, regions, other, elsewhere);
  }

  private Fleet with(Owner seenFrom, List<Region> some, Storage other, Elsewhere others) {
    return new Fleet(
        seenFrom,
        version,
        image,
        some,
        entry,
        other,
        durability,
        limits,
        security,
        resources,
        pods,
        monitoring,
        others);
  }
}
