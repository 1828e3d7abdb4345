package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.gunrelay.operator.decide.Routing.Rerouting;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTest {

  private static final Entry ENTRY = Entry.byIngress("relay.example", null, null, List.of());
  private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");
  private static final String WEST_IS_AWAY =
      "west.example leads to relays of other regions, as west has none that take clients";

  private final Region west = region("west", 2);
  private final Region east = region("east", 2);
  private final Fleet fleet = Fleets.of(ENTRY, west, east);
  private final World world = new World();

  @Test
  void aHostLeadsToItsOwnRelaysWhileOneTakesClients() {
    ready("west", 30).gone("west", 30).ready("east", 30);

    assertThat(routing(fleet)).isEqualTo(new Routing(away(), List.of(), none()));
  }

  @Test
  void itLeadsToAllOnceItsOwnHaveTakenNoneForSomeTime() {
    ready("east", 30).gone("west", 20).gone("west", 6);

    assertThat(routing(fleet).away()).containsExactly("west");
  }

  @Test
  void aRelayThatStartsAgainIsWaitedFor() {
    ready("east", 30).gone("west", 20).gone("west", 2);

    var routing = routing(fleet);

    assertThat(routing.away()).isEmpty();
    assertThat(routing.next()).contains(NOW.plusSeconds(3));
  }

  @Test
  void ofRegionsThatStartTogetherTheSlowerIsWaitedFor() {
    ready("east", 2).gone("west", 20);

    assertThat(routing(fleet).away()).isEmpty();
    assertThat(routing(fleet).next()).contains(NOW.plusSeconds(3));
  }

  @Test
  void itDoesNotLeadAwayWhereNobodyTakesClients() {
    gone("west", 20).gone("east", 20);

    assertThat(routing(fleet)).isEqualTo(new Routing(away(), List.of(), none()));
  }

  @Test
  void theHostOfARegionThatHibernatesLeadsToAll() {
    assertThat(routing(Fleets.of(ENTRY, region("west", 0), east)).away()).containsExactly("west");
  }

  @Test
  void aHostThatLeadsElsewhereFromNowOnIsTold() {
    ready("east", 30).gone("west", 20);
    ingress("west", "demo-west");
    ingress("east", "demo-east");

    assertThat(routing(fleet).turns())
        .containsExactly(
            new Rerouting(new Ref(Ingress.class, "demo-west"), "west", "west.example", true))
        .allSatisfy(turn -> assertThat(turn.told().message()).isEqualTo(WEST_IS_AWAY));
  }

  @Test
  void soIsOneThatLeadsToItsOwnAgain() {
    ready("east", 30).ready("west", 0);
    route("west", "demo-relays");

    assertThat(routing(fleet).turns())
        .containsExactly(
            new Rerouting(new Ref(HTTPRoute.class, "demo-west"), "west", "west.example", false))
        .allSatisfy(turn ->
            assertThat(turn.told().message())
                .isEqualTo("west.example leads to relays of west again"));
  }

  @Test
  void nothingIsToldOfAHostThatLeadsWhereItDid() {
    ready("east", 30).gone("west", 20);
    ingress("west", "demo-relays");

    assertThat(routing(fleet).turns()).isEmpty();
  }

  private Routing routing(Fleet of) {
    return Routing.of(of, world.seen(), World.turn(of), NOW);
  }

  private static Set<String> away(String... regions) {
    return Set.of(regions);
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }

  private RoutingTest ready(String region, int since) {
    return pod(region, "True", since);
  }

  private RoutingTest gone(String region, int since) {
    return pod(region, "False", since);
  }

  private RoutingTest pod(String region, String ready, int since) {
    world.withPod(
        region,
        "demo-" + region + "-" + world.seen().pods().size(),
        """
        phase: Running
        conditions: [{type: Ready, status: "%s", lastTransitionTime: "%s"}]
        """
            .formatted(ready, NOW.minusSeconds(since)));
    return this;
  }

  private void ingress(String region, String service) {
    world.withObject(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: demo-%1$s, labels: {gunrelay.io/region: %1$s}}
        spec:
          rules:
          - host: %1$s.example
            http: {paths: [{path: /gun, pathType: Prefix, backend: {service: {name: %2$s}}}]}
        """
            .formatted(region, service));
  }

  private void route(String region, String service) {
    world.withObject(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: demo-%1$s, labels: {gunrelay.io/region: %1$s}}
        spec: {rules: [{backendRefs: [{name: %2$s, port: 8765}]}]}
        """
            .formatted(region, service));
  }

  private static Region region(String name, int replicas) {
    return new Region(
        name, new Region.Scale.Fixed(replicas), new Placement.Preferred(), name + ".example");
  }
}
