package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.entries.Goal;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Dns;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.ReplicationEntry;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** West is in the resource's cluster, east in another one. */
class EntriesOfClustersTest {

  private static final Site HOME = new Site.Home();
  private static final Site FAR = new Site.Other("east-cluster", "kubeconfig", "shop");
  private static final Fleet FLEET =
      Fleets.of(
          new Entry(
              "relay.example",
              new Door.Ingress(null),
              "entry-tls",
              null,
              new Dns(Dns.Way.ENDPOINT, 10, List.of()),
              List.of()),
          region("west", HOME),
          region("east", FAR));
  private static final Map<String, Serving> EAST_IS_SERVED_BY_WEST =
      Map.of("west", new Serving("west", 100), "east", new Serving("west", 0));
  private static final Map<String, Serving> EAST_GETS_ITS_CLIENTS_BACK =
      Map.of("west", new Serving("west", 100), "east", new Serving("west", 10));

  private final World home = new World();
  private final World far = new World();

  private EntriesOfClustersTest() {
    home.withObject(ingress("demo", "relay.example", "192.0.2.1"))
        .withObject(ingress("demo-west", "west.example", "192.0.2.1"));
    far.withForeignObject(ingress("demo", "relay.example", "192.0.2.2"))
        .withForeignObject(ingress("demo-east", "east.example", "192.0.2.2"));
  }

  @Test
  void recordsOfAllHostsStandBesideTheResourceAlone() {
    assertThat(plan(HOME, Map.of()).records())
        .containsExactly(
            record("relay.example", "192.0.2.1", "192.0.2.2"),
            record("west.example", "192.0.2.1"),
            record("east.example", "192.0.2.2"));
    assertThat(plan(FAR, Map.of()).records()).isEmpty();
    assertThat(plan(FAR, Map.of()).wants())
        .extracting(Want::piece)
        .doesNotContain(Piece.DNS_ENDPOINT);
  }

  @Test
  void hostsOfARegionThatIsServedElsewhereLeadThereInDnsAndInTheClusterThatServesIt() {
    var here = plan(HOME, EAST_IS_SERVED_BY_WEST);

    assertThat(here.records())
        .containsExactly(
            record("relay.example", "192.0.2.1"),
            record("west.example", "192.0.2.1"),
            record("east.example", "192.0.2.1"));
    assertThat(here.visitors()).containsExactly(new Visitor("east", "east.example", false));
    assertThat(here.wants()).extracting(want -> want.ref().name()).contains("demo-east");
    assertThat(EntryHosts.of(here.fleet(), here.visitors()))
        .containsExactly("relay.example", "west.example", "east.example");
  }

  @Test
  void whoHasYetToHearThatAHostLeadsHomeIsServedWhereItLedBefore() {
    var here = plan(HOME, EAST_GETS_ITS_CLIENTS_BACK);

    assertThat(here.records()).contains(record("east.example", "192.0.2.2"));
    assertThat(here.visitors()).hasSize(1);
    assertThat(plan(HOME, Map.of()).visitors()).isEmpty();
  }

  @Test
  void aClusterThatIsAwayKeepsItsRecordsUntilAnotherServesItsClients() {
    var seen =
        Map.of(
            HOME,
            home.withRecords(
                    """
                    {dnsName: relay.example, recordType: A, targets: [192.0.2.1, 192.0.2.2]},
                    {dnsName: east.example, recordType: A, targets: [192.0.2.2]}\
                    """)
                .seen());

    assertThat(plan(HOME, Map.of(), seen).records())
        .contains(
            record("relay.example", "192.0.2.1", "192.0.2.2"), record("east.example", "192.0.2.2"));
    assertThat(plan(HOME, EAST_IS_SERVED_BY_WEST, seen).records())
        .contains(record("relay.example", "192.0.2.1"), record("east.example", "192.0.2.1"));
  }

  @Test
  void anEntryIsTriedAtHomeButWhereItsClientsAreLedUntilTheyAreKnownToGetThrough() {
    for (var phase : Phase.values()) {
      assertThat(goal("east", phase).order().addresses())
          .as("%s", phase)
          .containsExactly(phase == Phase.SWITCHING ? "192.0.2.1" : "192.0.2.2");
    }
  }

  @Test
  void relaysAreLetOutToTheEntriesOfAllClusters() {
    assertThat(plan(HOME, Map.of()).entryAddresses()).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(plan(FAR, Map.of()).entryAddresses()).containsExactly("192.0.2.1", "192.0.2.2");
  }

  private Goal goal(String region, Phase phase) {
    var stand = new Stand(phase, World.NOW, Optional.of("west"), 0, false, Optional.empty());
    var course = new Course(Map.of(region, stand), Optional.empty(), Optional.empty(), List.of());
    return EntryGoals.of(FLEET, course, Doorways.of(FLEET, seen())).stream()
        .filter(goal -> goal.region().equals(region))
        .findFirst()
        .orElseThrow();
  }

  private Plan plan(Site site, Map<String, Serving> served) {
    return plan(site, served, seen());
  }

  private static Plan plan(Site site, Map<String, Serving> served, Map<Site, Observation> seen) {
    var part =
        Parts.of(FLEET, List.of((Site.Other) FAR), seen, Map.of(), Doorways.of(FLEET, seen))
            .at(site);
    return Decision.plan(
        part,
        seen.getOrDefault(site, Observation.NOTHING),
        World.CREDENTIALS,
        World.turn(FLEET),
        served,
        World.NOW);
  }

  private Map<Site, Observation> seen() {
    var seen = new LinkedHashMap<Site, Observation>();
    seen.put(HOME, home.seen());
    seen.put(FAR, far.seen());
    return seen;
  }

  private static DnsRecord record(String host, String... addresses) {
    return new DnsRecord(host, "A", List.of(addresses));
  }

  private static Region region(String name, Site site) {
    return new Region(
        name,
        new Region.Scale.Fixed(2),
        new Placement.Preferred(),
        name + ".example",
        site,
        ReplicationEntry.DEFAULT,
        Colour.NONE);
  }

  private static String ingress(String name, String host, String address) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata:
      name: %s
      labels: {gunrelay.io/owner: uid-1, gunrelay.io/kubeconfig: east-cluster}
    spec: {rules: [{host: %s}]}
    status: {loadBalancer: {ingress: [{ip: %s}]}}
    """
        .formatted(name, host, address);
  }
}
