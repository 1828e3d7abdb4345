package io.gunrelay.operator.decide;

import static java.util.stream.Collectors.toSet;

import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.fleet.Dns;
import io.gunrelay.operator.fleet.Doorway;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.kinds.DnsEndpoint;
import io.gunrelay.operator.observe.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The DNS records of all hosts of a fleet, where a DNSEndpoint beside the resource is to tell
 * external-dns of them: each leads to the clusters whose relays serve its clients now. A host whose
 * entry has no address at the moment keeps the records that it had: what a controller forgets while
 * it starts again, and what nobody can ask a cluster that is away, is not to be forgotten by DNS.
 */
final class EntryRecords {

  /** Time for a cloud to make a load balancer. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Pattern IPV4 = Pattern.compile("[0-9]+([.][0-9]+){3}");

  private final Fleet fleet;
  private final List<Visitor> visitors;
  private final Observation seen;
  private final Map<String, Serving> served;
  private final List<Doorway> doorways;

  private EntryRecords(
      Fleet fleet, List<Visitor> visitors, Observation seen, Map<String, Serving> served) {
    this.fleet = fleet;
    this.visitors = visitors;
    this.seen = seen;
    this.served = served;
    this.doorways = Doorways.known(fleet, seen);
  }

  /**
   * Decides once.
   *
   * @param fleet its part in the resource's cluster; of parts in others there are no records
   * @param served which regions serve whose clients, by the name of these
   */
  static List<DnsRecord> of(
      Fleet fleet, List<Visitor> visitors, Observation seen, Map<String, Serving> served) {
    return areWanted(fleet) && seen.optionalKinds().contains(DnsEndpoint.class)
        ? new EntryRecords(fleet, visitors, seen, served).all()
        : List.of();
  }

  private static boolean areWanted(Fleet fleet) {
    var entry = fleet.entry();
    return entry != null
        && entry.dns().way() == Dns.Way.ENDPOINT
        && fleet.owner().site() instanceof Site.Home
        && !fleet.allRegions().isEmpty();
  }

  /** Whether they are wanted in a cluster that has no such kind. */
  static boolean lackKind(Fleet fleet, Observation seen) {
    return areWanted(fleet) && !seen.optionalKinds().contains(DnsEndpoint.class);
  }

  /** Whether a host has no record as its entry has no address. */
  static boolean awaitAddress(Share share) {
    return withoutRecord(share).findAny().isPresent();
  }

  private static Stream<String> withoutRecord(Share share) {
    var fleet = share.plan().fleet();
    if (!areWanted(fleet) || lackKind(fleet, share.seen())) {
      return Stream.empty();
    }
    var having = share.plan().records().stream().map(DnsRecord::host).toList();
    return of(share).hosts().filter(host -> !having.contains(host));
  }

  private static EntryRecords of(Share share) {
    return new EntryRecords(share.plan().fleet(), share.plan().visitors(), share.seen(), Map.of());
  }

  static Optional<Trouble> trouble(Share share, Instant now) {
    if (lackKind(share.plan().fleet(), share.seen())) {
      return Optional.of(
          new Trouble(
              Reason.DnsEndpointKindMissing,
              "the operator finds no DNSEndpoint kind, so the hosts get no DNS records: install"
                  + " external-dns' CRD and give the operator its rights, or set exposure.dns.mode to Annotations"));
    }
    var records = of(share);
    return withoutRecord(share)
        .filter(host -> records.isLate(host, now))
        .findFirst()
        .map(host ->
            new Trouble(
                Reason.NoEntryAddress,
                "the entry of host "
                    + host
                    + " has got no address, so it gets no DNS record: its controller has to say one"
                    + " in the status, or give exposure.dns.targets"));
  }

  private boolean isLate(String host, Instant now) {
    return doorways.stream()
        .filter(doorway -> doorway.host().equals(host))
        .flatMap(doorway -> doorway.made().stream())
        .anyMatch(made -> made.plus(PATIENCE).isBefore(now));
  }

  private List<DnsRecord> all() {
    return hosts().flatMap(host -> records(host).stream()).toList();
  }

  /** Those of regions that leave other clusters are known by their entries there alone. */
  private Stream<String> hosts() {
    return Stream.of(
            EntryHosts.of(fleet, visitors).stream(),
            fleet.allRegions().stream().map(Region::host).flatMap(Stream::ofNullable),
            doorways.stream().map(Doorway::host).sorted())
        .flatMap(hosts -> hosts)
        .distinct();
  }

  private List<DnsRecord> records(String host) {
    var given = entry().dns().targets();
    if (!given.isEmpty()) {
      return records(host, given);
    }
    var known =
        sites(host).map(site -> Doorways.addresses(doorways, site, host, entry().host())).toList();
    var targets = known.stream().flatMap(List::stream).distinct().sorted().toList();
    var former = known.stream().anyMatch(List::isEmpty) ? former(host) : List.<DnsRecord>of();
    return former.isEmpty() ? records(host, targets) : former;
  }

  private Entry entry() {
    return Objects.requireNonNull(fleet.entry());
  }

  /** The clusters that a host is to lead to. */
  private Stream<Site> sites(String host) {
    var regions = fleet.allRegions().stream().filter(region -> host.equals(region.host())).toList();
    if (host.equals(entry().host())) {
      return sites(serving());
    }
    return regions.isEmpty()
        ? doorways.stream()
            .filter(doorway -> doorway.host().equals(host))
            .map(Doorway::site)
            .distinct()
        : sites(regions.stream().map(region -> server(region.name())).collect(toSet()));
  }

  private Stream<Site> sites(Set<String> regions) {
    return fleet.allRegions().stream()
        .filter(region -> regions.contains(region.name()))
        .map(Region::site)
        .distinct();
  }

  /** The regions that serve anybody; those without relays only where there are no others. */
  private Set<String> serving() {
    var all = fleet.allRegions();
    var awake = all.stream().filter(region -> region.scale().initial() > 0).toList();
    return (awake.isEmpty() ? all : awake)
        .stream().map(region -> server(region.name())).collect(toSet());
  }

  /** Who takes those who dial a region's host. */
  private String server(String region) {
    var serving = served.get(region);
    return serving == null || serving.own() > 0 ? region : serving.region();
  }

  /** A name in DNS has either addresses or another name. */
  private static List<DnsRecord> records(String host, List<String> targets) {
    var records = new ArrayList<DnsRecord>();
    add(records, host, "A", targets.stream().filter(EntryRecords::isIpv4).toList());
    add(records, host, "AAAA", targets.stream().filter(target -> target.contains(":")).toList());
    if (records.isEmpty()) {
      add(records, host, "CNAME", targets.stream().limit(1).toList());
    }
    return records;
  }

  private static void add(List<DnsRecord> records, String host, String type, List<String> targets) {
    if (!targets.isEmpty()) {
      records.add(new DnsRecord(host, type, targets));
    }
  }

  static boolean isIpv4(String target) {
    return IPV4.matcher(target).matches();
  }

  private List<DnsRecord> former(String host) {
    return seen
        .find(DnsEndpoint.class, Names.cluster(fleet.owner()))
        .filter(object -> Ownership.isOurs(fleet.owner(), object))
        .map(object -> object.getSpec().endpoints())
        .orElse(List.of())
        .stream()
        .filter(endpoint -> host.equals(endpoint.dnsName()))
        .map(endpoint -> new DnsRecord(host, endpoint.recordType(), endpoint.targets()))
        .toList();
  }
}
