package io.gunrelay.operator.decide;

import io.gunrelay.operator.credentials.Credentials;
import io.gunrelay.operator.credentials.EntryCredentials;
import io.gunrelay.operator.decide.Want.Replicas;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Region.Scale;
import io.gunrelay.operator.fleet.Storage;
import io.gunrelay.operator.rollout.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done for a fleet.
 *
 * @param wants what is to exist, in the order in which it is made
 * @param prune what exists, belongs to the fleet, and is no longer wanted
 * @param leaving regions that are no longer wanted and have relays still
 * @param visitors regions of other clusters, and those that leave, whose hosts are served here
 * @param records what is to stand in DNS; empty where external-dns is not told of it by a
 *     DNSEndpoint
 * @param entryAddresses where the entries are that relays may be asked to try; empty where none are
 * @param routing which hosts of single regions lead to other regions
 * @param leads which relays each host leads to
 * @param leases what each region's Lease is to say, in the resource's cluster
 * @param guests how many relays regions need beside their own, as they serve clients of others
 * @param turn how far the fleet is from one revision to the next
 * @param spares whether something stays for a moment that is no longer wanted
 * @param monitoring what becomes of the ServiceMonitor
 * @param entryCredentials the certificate of the entry, where nobody else makes it
 * @param credentials what relays of the fleet know each other by
 */
public record Plan(
    Fleet fleet,
    List<Want> wants,
    List<Ref> prune,
    List<Leaving> leaving,
    List<Visitor> visitors,
    List<DnsRecord> records,
    List<String> entryAddresses,
    Routing routing,
    Leads leads,
    Map<String, RegionLeases.Held> leases,
    Map<String, Integer> guests,
    Turn turn,
    boolean spares,
    Monitoring monitoring,
    Optional<EntryCredentials> entryCredentials,
    Credentials credentials) {

  public Plan {
    wants = List.copyOf(wants);
    prune = List.copyOf(prune);
    leaving = List.copyOf(leaving);
    visitors = List.copyOf(visitors);
    records = List.copyOf(records);
    leases = Map.copyOf(leases);
    guests = Map.copyOf(guests);
    entryAddresses = List.copyOf(entryAddresses);
  }

  /** The fleet, with what the relays of a want's colour are. */
  public Fleet fleet(Want want) {
    return want.piece().isOfSet()
        ? fleet.with(
            turn.course().revisions().getOrDefault(want.region().colour(), fleet.revision()))
        : fleet;
  }

  /** How many relays an autoscaler leaves to a region for now. */
  public int fewest(Region region, Scale.Automatic scale) {
    int beside = guests.getOrDefault(region.name(), 0);
    return Math.max(turn.fewest(region.name(), scale), Math.min(scale.max(), scale.min() + beside));
  }

  /** How many pods the workload of a want has, and who decides that. */
  public Replicas replicas(Want want) {
    return want.replicas() instanceof Replicas.Ours(int own) && want.piece() == Piece.DEPLOYMENT
        ? new Replicas.Ours(own + beside(want.region()))
        : want.replicas();
  }

  /**
   * How many relays of a region are there for clients of others alone, where their number is given.
   * A volume outlives the relay that it was made for, so none is made for guests; and relays that
   * are only kept have none.
   */
  int beside(Region region) {
    return region.scale() instanceof Scale.Fixed(int own)
            && own > 0
            && fleet.storage() instanceof Storage.Ephemeral
            && !turn.keeps(region.colour())
        ? guests.getOrDefault(region.name(), 0)
        : 0;
  }

  /** The same of regions that serve clients of others. */
  public Plan hosting(Map<String, Integer> others) {
    return with(wants, others, entryCredentials);
  }

  /** The same with some of its wants. */
  public Plan with(List<Want> some) {
    return with(some, guests, entryCredentials);
  }

  /** The same with the certificate of its entry. */
  public Plan with(EntryCredentials certificate) {
    return with(wants, guests, Optional.of(certificate));
  }

  private Plan with(
      List<Want> some, Map<String, Integer> others, Optional<EntryCredentials> certificate) {
    return new Plan(
        fleet,
        some,
        prune,
        leaving,
        visitors,
        records,
        entryAddresses,
        routing,
        leads,
        leases,
        others,
        turn,
        spares,
        monitoring,
        certificate,
        credentials);
  }

  /** Whether Prometheus is told of the relays. */
  public enum Monitoring {
    NOT_WANTED,
    WANTED,
    /** Wanted, but the cluster does not know the kind. */
    KIND_MISSING
  }
}
