package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.gunrelay.api.v1alpha1.DnsMode;
import io.gunrelay.api.v1alpha1.DnsSpec;
import io.gunrelay.operator.kinds.DnsEndpoint;
import io.gunrelay.operator.kinds.DnsEndpointSpec.Endpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records in DNS, as external-dns is told of them. */
@ExtendWith(ApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntryRecordsTest {

  private final Fixture fixture;

  EntryRecordsTest(ApiServer.Running server) {
    this.fixture = Fixture.start(server);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void followTheAddressOfTheEntryAndGoWithItsWish() {
    fixture.create(
        "dns",
        Specs.withExposure(
            Specs.quickstart(), Specs.withDns(new DnsSpec(DnsMode.Endpoint, 60, null))));
    fixture.status(
        "dns",
        "that the kind is missing",
        s ->
            FleetContract.hasCondition(
                s.conditions(), "Degraded", "True", "DnsEndpointKindMissing"));

    try (var _ = InstalledKinds.install(fixture.client(), List.of(DnsEndpoint.class))) {
      fixture.status(
          "dns",
          "that nothing is missing",
          s -> FleetContract.hasCondition(s.conditions(), "Degraded", "False", "AsWanted"));
      assertThat(fixture.find(DnsEndpoint.class, "dns")).isEmpty();

      address("dns", "192.0.2.7");
      leadsTo("192.0.2.7");
      address("dns", "192.0.2.8");
      leadsTo("192.0.2.8");
      fixture.moreRounds("dns", 2);
      var before = fixture.writes().size();
      fixture.moreRounds("dns", 3);
      assertThat(fixture.writes()).hasSize(before);

      fixture.edit(
          "dns", spec -> Specs.withExposure(spec, Specs.withDns(new DnsSpec(null, null, null))));
      fixture.eventuallyGone(DnsEndpoint.class, "dns");
    }
  }

  @Test
  void areAnnotationsOfTheIngressInBothSpellingsOfTheirPrefix() {
    fixture.settled(
        "noted",
        Specs.withExposure(
            Specs.quickstart(),
            Specs.withDns(new DnsSpec(DnsMode.Annotations, 60, List.of("lb.example.com")))));

    assertThat(fixture.eventually(Ingress.class, "noted").getMetadata().getAnnotations())
        .containsAllEntriesOf(
            Map.of(
                "external-dns.kubernetes.io/hostname", "relay.example.com",
                "external-dns.kubernetes.io/ttl", "60",
                "external-dns.kubernetes.io/target", "lb.example.com",
                "external-dns.alpha.kubernetes.io/hostname", "relay.example.com",
                "external-dns.alpha.kubernetes.io/ttl", "60",
                "external-dns.alpha.kubernetes.io/target", "lb.example.com"));

    fixture.edit(
        "noted", spec -> Specs.withExposure(spec, Specs.withDns(new DnsSpec(null, null, null))));
    fixture.eventually(
        Ingress.class,
        "noted",
        i ->
            i.getMetadata().getAnnotations().keySet().stream()
                .noneMatch(key -> key.startsWith("external-dns")));
  }

  private void leadsTo(String address) {
    var record = new Endpoint("relay.example.com", "A", List.of(address), 60L);
    fixture.eventually(
        DnsEndpoint.class, "dns", e -> List.of(record).equals(e.getSpec().endpoints()));
  }

  private void address(String ingress, String address) {
    fixture
        .client()
        .network()
        .v1()
        .ingresses()
        .inNamespace(fixture.namespace())
        .withName(ingress)
        .editStatus(found ->
            new IngressBuilder(found)
                .withNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withIp(address)
                .endIngress()
                .endLoadBalancer()
                .endStatus()
                .build());
  }
}
