package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.FailoverMode;
import io.gunrelay.api.v1alpha1.FailoverSpec;
import io.gunrelay.api.v1alpha1.FailoverStrategy;
import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.relay.api.FenceReport;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionContact;
import io.gunrelay.relay.api.RegionLease;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegionLeasesTest {

  private static final Instant NOW = World.NOW;
  private static final Region WEST = new Region("west", new Region.Scale.Fixed(1));
  private static final Region EAST = new Region("east", new Region.Scale.Fixed(1));

  private static final Entry ENTRY = Entry.byIngress("relay.example", null, null, List.of());

  private final World world = new World();
  private final Map<String, Instant> heard = new HashMap<>();

  @Test
  void aRegionHoldsItsOwnLeaseToBeginWith() {
    assertThat(held(active(), Map.of())).isEqualTo(new RegionLeases.Held("west", NOW, 0));
  }

  @Test
  void whoTakesOverTakesTheLeaseAndTheNumberOfTransitionsGrows() {
    lease("west", "west", NOW.minusSeconds(60), 3);

    assertThat(held(active(), Map.of("west", new Serving("east", 0))))
        .isEqualTo(new RegionLeases.Held("east", NOW, 4));
  }

  @Test
  void aLeaseWhoseHolderStaysIsAsItWas() {
    lease("west", "east", NOW.minusSeconds(60), 3);

    assertThat(held(active(), Map.of("west", new Serving("east", 0))))
        .isEqualTo(new RegionLeases.Held("east", NOW.minusSeconds(60), 3));
  }

  @Test
  void aRegionThatGetsItsClientsBackHasItsLeaseFromTheFirstStepOn() {
    lease("west", "east", NOW.minusSeconds(60), 3);

    assertThat(held(active(), Map.of("west", new Serving("east", 10))).holder()).isEqualTo("west");
  }

  @Test
  void whatIsSaidLaterIsLaterWhateverTheClockDoes() {
    lease("west", "west", NOW.plusSeconds(60), 3);

    assertThat(held(active(), Map.of("west", new Serving("east", 0))).since())
        .isAfter(NOW.plusSeconds(60));
  }

  @Test
  void aLeaseThatCannotBeReadIsMadeAnew() {
    world.withObject(
        """
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: demo-west}
        spec: {holderIdentity: somebody}
        """);

    assertThat(held(active(), Map.of())).isEqualTo(new RegionLeases.Held("west", NOW, 0));
  }

  @Test
  void whereOneRegionServesAllItHoldsAllLeases() {
    assertThat(held(passive(), Map.of()).holder()).isEqualTo("west");
    assertThat(RegionLeases.of(passive(), EAST, world.seen(), Map.of(), NOW).holder())
        .isEqualTo("west");
    assertThat(held(passive(), Map.of("east", new Serving("east", 100))).holder())
        .isEqualTo("east");
  }

  @Test
  void aFleetOfOneRegionOrWithoutFailoverHasNone() {
    assertThat(active().canFailOver()).isTrue();
    assertThat(Fleets.of(ENTRY, WEST).canFailOver()).isFalse();
    assertThat(fleet(FailoverMode.Disabled, FailoverStrategy.ActiveActive).canFailOver()).isFalse();
  }

  @Test
  void relaysAreToldWhatStandsInTheLeasesAndNothingElse() {
    lease("west", "east", NOW, 3);

    assertThat(told(active())).containsExactly(new RegionLease("west", "east", NOW.toEpochMilli()));
  }

  @Test
  void theRegionThatServesAllHearsOfItOnceTheFormerOneHasStopped() {
    lease("west", "east", NOW, 1);
    lease("east", "east", NOW, 1);

    assertThat(told(passive(), relay("west", FenceReport.State.OPEN)))
        .extracting(RegionLease::region)
        .containsExactly("west");
    assertThat(told(passive(), relay("west", FenceReport.State.HELD)))
        .extracting(RegionLease::region)
        .containsExactly("west", "east");
    assertThat(told(active(), relay("west", FenceReport.State.OPEN)))
        .as("each serves its own")
        .extracting(RegionLease::region)
        .containsExactly("west", "east");
  }

  @Test
  void aFormerOneThatNobodyHearsHasStoppedByItself() {
    lease("west", "east", NOW, 1);
    lease("east", "east", NOW, 1);
    heard.put("west", NOW.minusSeconds(3));

    assertThat(told(passive(), relay("west", FenceReport.State.OPEN)))
        .extracting(RegionLease::region)
        .containsExactly("west", "east");
    assertThat(
            told(
                passive(),
                List.of(peer(relay("west", FenceReport.State.OPEN))),
                hearing("east", "west")))
        .as("relays of the other region hear it")
        .extracting(RegionLease::region)
        .containsExactly("west");
  }

  @Test
  void relaysThatHaveNotHeardThatThereAreNoLeasesAnyMoreAreToldToServe() {
    var alone = Fleets.of(ENTRY, EAST);

    assertThat(told(alone, relay("east", FenceReport.State.OFF))).isEmpty();
    assertThat(told(alone, relay("east", FenceReport.State.ISOLATED)))
        .containsExactly(new RegionLease("east", "east", NOW.toEpochMilli()));
    assertThat(
            told(
                fleet(FailoverMode.Disabled, FailoverStrategy.ActivePassive),
                relay("east", FenceReport.State.HELD)))
        .extracting(RegionLease::holder)
        .containsExactly("west", "east");
  }

  private void lease(String region, String holder, Instant since, int transitions) {
    world.withObject(
        """
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: demo-%s}
        spec: {holderIdentity: %s, acquireTime: "%s", leaseTransitions: %d}
        """
            .formatted(region, holder, since.toString().replace("Z", ".000000Z"), transitions));
  }

  private RegionLeases.Held held(Fleet fleet, Map<String, Serving> served) {
    return RegionLeases.of(fleet, WEST, world.seen(), served, NOW);
  }

  private List<RegionLease> told(Fleet fleet, RelayReport... relays) {
    return told(fleet, List.of(), relays);
  }

  private List<RegionLease> told(Fleet fleet, List<PeerReport> peers, RelayReport... relays) {
    var reports = new HashMap<String, RegionReport>();
    for (var relay : relays) {
      reports.put(relay.region(), new RegionReport(relay, peers, null));
    }
    return RegionLeases.told(
        fleet,
        world.seen(),
        List.of(new Observation(List.of(), List.of(), reports, Set.of(), heard)),
        NOW);
  }

  private static PeerReport peer(RelayReport relay) {
    return new PeerReport("1:1", true, NOW, relay, null);
  }

  private static RelayReport hearing(String region, String other) {
    return relay(region, FenceReport.State.HELD, List.of(new RegionContact(other, 100)));
  }

  private static RelayReport relay(String region, FenceReport.State state) {
    return relay(region, state, List.of());
  }

  private static RelayReport relay(
      String region, FenceReport.State state, List<RegionContact> contacts) {
    return new RelayReport(
        "relay",
        "1.4.0",
        region,
        "00",
        NOW,
        true,
        "",
        new Load(0, 0, 0, 0),
        null,
        null,
        null,
        contacts,
        new FenceReport(state, "", "", null, List.of()));
  }

  private static Fleet active() {
    return fleet(FailoverMode.Automatic, FailoverStrategy.ActiveActive);
  }

  private static Fleet passive() {
    return fleet(FailoverMode.Automatic, FailoverStrategy.ActivePassive);
  }

  private static Fleet fleet(FailoverMode mode, FailoverStrategy strategy) {
    return Fleets.with(
        Fleets.of(ENTRY, WEST, EAST),
        new FailoverSpec(mode, strategy, null, null, null, null, null));
  }
}
