package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.fleet.Dns;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryRecordsTest {

  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  private static final Region WEST =
      new Region("west", new Region.Scale.Fixed(2), new Placement.Preferred(), "west.example");

  private static final Fleet FLEET = fleet(new Door.Ingress(null));

  @Test
  void leadEachHostToTheAddressesOfItsIngress() {
    var plan =
        plan(
            FLEET,
            ingress(
                ingress(new World(), "demo", "a.example", "{ip: 192.0.2.7}, {ip: 'fd00::7'}"),
                "demo-west",
                "west.example",
                "{hostname: lb.example.com}"));

    assertThat(plan.records())
        .containsExactly(
            new DnsRecord("a.example", "A", List.of("192.0.2.7")),
            new DnsRecord("a.example", "AAAA", List.of("fd00::7")),
            new DnsRecord("west.example", "CNAME", List.of("lb.example.com")));
    assertThat(plan.wants()).extracting(Want::piece).contains(Piece.DNS_ENDPOINT);
  }

  @Test
  void leadAllHostsToTheAddressesOfAGateway() {
    var world =
        new World()
            .withObject(
                """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: demo}
                spec: {listeners: [{name: fleet, hostname: a.example}, {name: region-west, hostname: west.example}]}
                status: {addresses: [{type: IPAddress, value: 192.0.2.8}]}
                """);

    assertThat(plan(fleet(new Door.OwnGateway("public")), world).records())
        .containsExactly(
            new DnsRecord("a.example", "A", List.of("192.0.2.8")),
            new DnsRecord("west.example", "A", List.of("192.0.2.8")));
  }

  @Test
  void leadWhereTheSpecSays() {
    assertThat(plan(fleet(new Door.Ingress(null), "lb.example.com"), new World()).records())
        .containsExactly(
            new DnsRecord("a.example", "CNAME", List.of("lb.example.com")),
            new DnsRecord("west.example", "CNAME", List.of("lb.example.com")));
  }

  @Test
  void stayWhileAnIngressHasNoAddress() {
    var world =
        ingress(new World(), "demo", "a.example", "")
            .withRecords(
                """
                {dnsName: a.example, recordType: A, targets: [192.0.2.9]},
                {dnsName: gone.example, recordType: A, targets: [192.0.2.9]}\
                """);

    assertThat(plan(FLEET, world).records())
        .containsExactly(new DnsRecord("a.example", "A", List.of("192.0.2.9")));
  }

  @Test
  void areAwaitedAndAfterAWhileATrouble() {
    var share = share(FLEET, ingress(new World(), "demo", "a.example", ""));

    assertThat(share.plan().wants()).extracting(Want::piece).doesNotContain(Piece.DNS_ENDPOINT);
    assertThat(share.awaitsAddress()).isTrue();
    assertThat(EntryRecords.trouble(share, MADE)).isEmpty();
    assertThat(EntryRecords.trouble(share, MADE.plus(EntryRecords.PATIENCE).plusSeconds(1)))
        .hasValueSatisfying(trouble -> {
          assertThat(trouble.reason()).isEqualTo(Reason.NoEntryAddress);
          assertThat(trouble.message()).contains("host a.example", "exposure.dns.targets");
        });
  }

  @Test
  void areMissedWhereTheKindIs() {
    var world = ingress(new World().withoutExternalDns(), "demo", "a.example", "{ip: 192.0.2.7}");
    var share = share(FLEET, world);

    assertThat(share.plan().wants()).extracting(Want::piece).doesNotContain(Piece.DNS_ENDPOINT);
    assertThat(EntryRecords.trouble(share, MADE))
        .hasValueSatisfying(
            trouble -> assertThat(trouble.reason()).isEqualTo(Reason.DnsEndpointKindMissing));
  }

  private static Fleet fleet(Door door, String... targets) {
    return Fleets.of(
        new Entry(
            "a.example",
            door,
            null,
            null,
            new Dns(Dns.Way.ENDPOINT, 60, List.of(targets)),
            List.of()),
        WEST);
  }

  private static World ingress(World world, String name, String host, String addresses) {
    return world.withObject(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: %s, creationTimestamp: "2026-01-01T00:00:00Z"}
        spec: {rules: [{host: %s}]}
        status: {loadBalancer: {ingress: [%s]}}
        """
            .formatted(name, host, addresses));
  }

  private static Plan plan(Fleet fleet, World world) {
    return Decision.plan(
        fleet, world.seen(), World.CREDENTIALS, World.turn(fleet), Map.of(), World.NOW);
  }

  private static Share share(Fleet fleet, World world) {
    return new Share(plan(fleet, world), world.seen(), List.of());
  }
}
