package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.FailoverMode;
import io.gunrelay.api.v1alpha1.FailoverSpec;
import io.gunrelay.operator.entries.Goal;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Security;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.relay.api.TrialOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryGoalsTest {

  private static final Entry SECURE =
      Entry.byIngress("relay.example", null, "certificate", List.of());
  private static final Fleet FLEET =
      Fleets.of(SECURE, region("west", "west.example"), region("east", "east.example"));

  private final World world =
      new World()
          .withObject(ingress("west", "{ip: 'fd00::7'}, {ip: 192.0.2.7}"))
          .withObject(ingress("east", "{hostname: lb.example.com}"));

  @Test
  void areTheHostsOfRegionsAtTheAddressesOfTheirIngresses() {
    assertThat(goals(FLEET, Course.NEW))
        .extracting(Goal::order)
        .containsExactly(
            new TrialOrder("wss://west.example/gun", List.of("192.0.2.7", "fd00::7"), false),
            new TrialOrder("wss://east.example/gun", List.of("lb.example.com"), false));
  }

  @Test
  void areReadAloneWhereWhatIsWrittenHasToBeSigned() {
    var plain =
        Fleets.with(
            Fleets.of(
                Entry.byIngress("relay.example", null, null, List.of()),
                region("west", "west.example"),
                region("east", null)),
            new Security(List.of(), "off", List.of(), true, null));

    assertThat(goals(plain, Course.NEW))
        .extracting(Goal::order)
        .containsExactly(
            new TrialOrder("ws://west.example/gun", List.of("192.0.2.7", "fd00::7"), true));
  }

  @Test
  void areNoneWithoutAnAddressOrAnotherRegion() {
    assertThat(EntryGoals.of(FLEET, Course.NEW, List.of())).isEmpty();
    assertThat(goals(Fleets.of(SECURE, region("west", "west.example")), Course.NEW)).isEmpty();
    assertThat(goals(Fleets.of(region("west", "west.example")), Course.NEW)).isEmpty();
  }

  @Test
  void areNoneWhereNothingIsEverLedElsewhere() {
    var disabled = new FailoverSpec(FailoverMode.Disabled, null, null, null, null, null, null);

    assertThat(goals(Fleets.with(FLEET, disabled), Course.NEW)).isEmpty();
  }

  @Test
  void relaysAreLetOutToTheirAddresses() {
    assertThat(EntryGoals.addresses(FLEET, world.seen())).containsExactly("192.0.2.7", "fd00::7");
    assertThat(
            EntryGoals.addresses(Fleets.of(SECURE, region("west", "west.example")), world.seen()))
        .isEmpty();
  }

  @Test
  void areUrgentWhileARegionIsSuspectedOrItsClientsAreLedAway() {
    for (var phase : Phase.values()) {
      var west = goals(FLEET, in(phase)).getFirst();

      assertThat(west.urgent())
          .as("%s", phase)
          .isEqualTo(phase == Phase.SUSPECTED || phase == Phase.SWITCHING);
      assertThat(west.proven()).as("%s", phase).isEqualTo(phase != Phase.HEALTHY);
    }
  }

  private List<Goal> goals(Fleet fleet, Course course) {
    return EntryGoals.of(fleet, course, Doorways.of(fleet, Map.of(new Site.Home(), world.seen())));
  }

  private static Course in(Phase phase) {
    var stand = new Stand(phase, World.NOW, Optional.of("east"), 0, false, Optional.empty());
    return new Course(Map.of("west", stand), Optional.empty(), Optional.empty(), List.of());
  }

  private static Region region(String name, @Nullable String host) {
    return new Region(name, new Region.Scale.Fixed(2), new Placement.Preferred(), host);
  }

  private static String ingress(String region, String addresses) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: demo-%1$s}
    spec: {rules: [{host: %1$s.example}]}
    status: {loadBalancer: {ingress: [%2$s]}}
    """
        .formatted(region, addresses);
  }
}
