package io.gunrelay.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.gunrelay.operator.decide.Leads;
import io.gunrelay.operator.decide.Visitor;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Dns;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.traffic.Split;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RelayRouteTest {

  private static final Door.OwnGateway OWN = new Door.OwnGateway("public");

  private final Region west = region("west", "west.example.com");
  private final Region east = region("east", null);

  @Test
  void theGunPathOfTheHostLeadsToAllRelays() {
    var entry = entry(OWN, null);
    var route = whole(Fleets.of(entry, west, east));

    assertThat(route.getSpec().getHostnames()).containsExactly("relay.example.com");
    assertThat(route.getSpec().getParentRefs())
        .singleElement()
        .satisfies(parent -> assertThat(parent.getName()).isEqualTo("demo"));
    var match = route.getSpec().getRules().getFirst().getMatches().getFirst();
    assertThat(match.getPath().getType()).isEqualTo("PathPrefix");
    assertThat(match.getPath().getValue()).isEqualTo("/gun");
    assertThat(service(route)).isEqualTo("demo-relays");
    assertThat(route.getSpec().getRules().getFirst().getMatches().getLast().getPath())
        .satisfies(entries -> {
          assertThat(entries.getType()).isEqualTo("Exact");
          assertThat(entries.getValue()).isEqualTo("/.well-known/gun-relay.json");
        });
  }

  @Test
  void aRegionsHostLeadsToItsOwnRelaysUntilItLeaves() {
    var entry = entry(OWN, null);

    var route = regional(Fleets.of(entry, west, east), west, false);
    assertThat(route.getMetadata().getName()).isEqualTo("demo-west");
    assertThat(route.getSpec().getHostnames()).containsExactly("west.example.com");
    assertThat(service(route)).isEqualTo("demo-west");
    assertThat(service(regional(Fleets.of(entry, east), west, false))).isEqualTo("demo-relays");
  }

  @Test
  void aRegionsHostThatIsAwayLeadsToAllRelays() {
    var fleet = Fleets.of(entry(OWN, null), west, east);

    assertThat(service(regional(fleet, west, true))).isEqualTo("demo-relays");
  }

  @Test
  void aGatewayThatIsThereIsReferredTo() {
    var entry = entry(new Door.SharedGateway("public", "edge", "https"), null);

    assertThat(whole(Fleets.of(entry, east)).getSpec().getParentRefs())
        .singleElement()
        .satisfies(parent -> {
          assertThat(parent.getName()).isEqualTo("public");
          assertThat(parent.getNamespace()).isEqualTo("edge");
          assertThat(parent.getSectionName()).isEqualTo("https");
        });
  }

  @Test
  void aGatewayOfOnesOwnHasAListenerForEachHostAlsoOfAVisitor() {
    var entry = entry(OWN, "relay-tls");
    var visitors = List.of(new Visitor("north", "north.example.com", false));

    var gateway = RelayGateway.of(Fleets.of(entry, west, east), visitors, entry, OWN);

    assertThat(gateway.getSpec().getGatewayClassName()).isEqualTo("public");
    assertThat(gateway.getSpec().getListeners())
        .extracting(Listener::getHostname)
        .containsExactly("relay.example.com", "west.example.com", "north.example.com");
    assertThat(gateway.getSpec().getListeners())
        .allSatisfy(listener -> {
          assertThat(listener.getProtocol()).isEqualTo("HTTPS");
          assertThat(listener.getPort()).isEqualTo(443);
          assertThat(listener.getTls().getCertificateRefs().getFirst().getName())
              .isEqualTo("relay-tls");
          assertThat(listener.getAllowedRoutes().getNamespaces().getFrom()).isEqualTo("Same");
        });
  }

  @Test
  void externalDnsReadsTargetsAtTheGatewayAndTheRestAtTheRoute() {
    var entry =
        new Entry(
            "relay.example.com",
            OWN,
            null,
            null,
            new Dns(Dns.Way.ANNOTATIONS, 60, List.of("192.0.2.7", "192.0.2.8")),
            List.of());
    var fleet = Fleets.of(entry, west);

    assertThat(RelayGateway.of(fleet, List.of(), entry, OWN).getMetadata().getAnnotations())
        .containsEntry("external-dns.kubernetes.io/target", "192.0.2.7,192.0.2.8")
        .hasSize(2);
    assertThat(regional(fleet, west, false).getMetadata().getAnnotations())
        .containsEntry("external-dns.kubernetes.io/hostname", "west.example.com")
        .containsEntry("external-dns.alpha.kubernetes.io/ttl", "60")
        .hasSize(4);
  }

  @Test
  void withoutACertificateItSpeaksPlainHttp() {
    var entry = entry(OWN, null);

    assertThat(RelayGateway.of(Fleets.of(entry, east), List.of(), entry, OWN).getSpec())
        .satisfies(gateway -> {
          assertThat(gateway.getListeners().getFirst().getPort()).isEqualTo(80);
          assertThat(gateway.getListeners().getFirst().getTls()).isNull();
        });
  }

  private static HTTPRoute regional(Fleet fleet, Region region, boolean isAway) {
    return RelayRoute.of(
        fleet.owner(),
        Way.of(fleet, region, leads(isAway ? Set.of(region.name()) : Set.of())),
        Objects.requireNonNull(fleet.entry()));
  }

  private static HTTPRoute whole(Fleet fleet) {
    var entry = Objects.requireNonNull(fleet.entry());
    return RelayRoute.of(fleet.owner(), Way.of(fleet, entry, leads(Set.of())), entry);
  }

  private static Leads leads(Set<String> away) {
    return new Leads(Colour.BLUE, new Split(List.of()), away, Map.of(), Map.of(), false);
  }

  private static Entry entry(Door door, @Nullable String secret) {
    return new Entry("relay.example.com", door, secret, List.of());
  }

  private static Region region(String name, @Nullable String host) {
    return new Region(name, new Region.Scale.Fixed(2), new Placement.Preferred(), host);
  }

  private static String service(HTTPRoute route) {
    return route.getSpec().getRules().getFirst().getBackendRefs().getFirst().getName();
  }
}
