package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.gunrelay.operator.fleet.Dns;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.kinds.DnsEndpoint;
import io.gunrelay.operator.observe.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The DNS records of the hosts of one cluster's entry, where a DNSEndpoint is to tell external-dns
 * of them. A host whose entry has no address at the moment keeps the records that it had: what a
 * controller forgets while it starts again is not to be forgotten by DNS.
 */
final class EntryRecords {

  /** Time for a cloud to make a load balancer. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Pattern IPV4 = Pattern.compile("[0-9]+([.][0-9]+){3}");

  private final Fleet fleet;
  private final List<Leaving> leaving;
  private final Observation seen;

  private EntryRecords(Fleet fleet, List<Leaving> leaving, Observation seen) {
    this.fleet = fleet;
    this.leaving = leaving;
    this.seen = seen;
  }

  static List<DnsRecord> of(Fleet fleet, List<Leaving> leaving, Observation seen) {
    return areWanted(fleet) && seen.optionalKinds().contains(DnsEndpoint.class)
        ? new EntryRecords(fleet, leaving, seen).all()
        : List.of();
  }

  /** Where a host of one cluster's entry is, as its records say or would. */
  static List<String> addresses(Fleet fleet, Observation seen, String host) {
    return new EntryRecords(fleet, List.of(), seen).targets(host);
  }

  private static boolean areWanted(Fleet fleet) {
    var entry = fleet.entry();
    return entry != null && entry.dns().way() == Dns.Way.ENDPOINT;
  }

  /** Whether they are wanted in a cluster that has no such kind. */
  static boolean lackKind(Fleet fleet, Observation seen) {
    return areWanted(fleet)
        && !fleet.regions().isEmpty()
        && !seen.optionalKinds().contains(DnsEndpoint.class);
  }

  /** Whether a host has no record as its entry has no address. */
  static boolean awaitAddress(Share share) {
    return withoutRecord(share).findAny().isPresent();
  }

  private static Stream<String> withoutRecord(Share share) {
    var fleet = share.plan().fleet();
    if (!areWanted(fleet)
        || fleet.regions().isEmpty()
        || share.outage().isPresent()
        || lackKind(fleet, share.seen())) {
      return Stream.empty();
    }
    var leaving = share.plan().leaving();
    var having = of(fleet, leaving, share.seen()).stream().map(DnsRecord::host).toList();
    return EntryHosts.of(fleet, leaving).stream().filter(host -> !having.contains(host));
  }

  static Optional<Trouble> trouble(Share share, Instant now) {
    if (share.outage().isEmpty() && lackKind(share.plan().fleet(), share.seen())) {
      return Optional.of(
          new Trouble(
              Reason.DnsEndpointKindMissing,
              "the operator finds no DNSEndpoint kind, so the hosts get no DNS records: install"
                  + " external-dns' CRD and give the operator its rights, or set exposure.dns.mode to Annotations"));
    }
    var records = new EntryRecords(share.plan().fleet(), share.plan().leaving(), share.seen());
    return withoutRecord(share)
        .filter(host -> records.doors(host).anyMatch(door -> isOld(door, now)))
        .findFirst()
        .map(host ->
            new Trouble(
                Reason.NoEntryAddress,
                "the entry of host "
                    + host
                    + " has got no address, so it gets no DNS record: its controller has to say one"
                    + " in the status, or give exposure.dns.targets"));
  }

  private static boolean isOld(HasMetadata object, Instant now) {
    var made = object.getMetadata().getCreationTimestamp();
    return made != null && Instant.parse(made).plus(PATIENCE).isBefore(now);
  }

  private List<DnsRecord> all() {
    return EntryHosts.of(fleet, leaving).stream().flatMap(host -> records(host).stream()).toList();
  }

  private List<String> targets(String host) {
    var entry = fleet.entry();
    var given = entry == null ? List.<String>of() : entry.dns().targets();
    return given.isEmpty() ? addresses(host).distinct().sorted().toList() : given;
  }

  private List<DnsRecord> records(String host) {
    var targets = targets(host);
    return targets.isEmpty() ? former(host) : records(host, targets);
  }

  /** A name in DNS has either addresses or another name. */
  private static List<DnsRecord> records(String host, List<String> targets) {
    var records = new ArrayList<DnsRecord>();
    add(records, host, "A", targets.stream().filter(EntryRecords::isIpv4).toList());
    add(records, host, "AAAA", targets.stream().filter(target -> target.contains(":")).toList());
    if (records.isEmpty()) {
      add(records, host, "CNAME", targets.subList(0, 1));
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

  /** What leads to the relays for a host. */
  private Stream<HasMetadata> doors(String host) {
    return seen.objects().stream()
        .filter(object -> Ownership.isOurs(fleet.owner(), object))
        .filter(object ->
            switch (object) {
              case Ingress ingress ->
                  ingress.getSpec().getRules().stream()
                      .anyMatch(rule -> host.equals(rule.getHost()));
              case Gateway gateway -> isOwnGateway();
              default -> false;
            });
  }

  private boolean isOwnGateway() {
    var entry = fleet.entry();
    return entry != null && entry.door() instanceof Door.OwnGateway;
  }

  private Stream<String> addresses(String host) {
    return doors(host)
        .flatMap(door ->
            switch (door) {
              case Ingress ingress -> addresses(ingress);
              case Gateway gateway -> addresses(gateway);
              default -> Stream.empty();
            });
  }

  private static Stream<String> addresses(Ingress ingress) {
    var status = ingress.getStatus();
    return status == null || status.getLoadBalancer() == null
        ? Stream.empty()
        : status.getLoadBalancer().getIngress().stream()
            .flatMap(given ->
                Stream.of(
                        Optional.ofNullable(given.getIp()),
                        Optional.ofNullable(given.getHostname()))
                    .flatMap(Optional::stream)
                    .filter(text -> !text.isEmpty())
                    .limit(1));
  }

  private static Stream<String> addresses(Gateway gateway) {
    var status = gateway.getStatus();
    return status == null
        ? Stream.empty()
        : status.getAddresses().stream()
            .map(address -> address.getValue())
            .filter(text -> text != null && !text.isEmpty());
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
