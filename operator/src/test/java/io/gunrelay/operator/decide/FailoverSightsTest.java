package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.entries.Trial;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Impairment;
import io.gunrelay.operator.failover.OwnClients;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Sight.RegionSight;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.relay.api.Complaint;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionContact;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two regions of two relays each; one relay of each region is asked, and tells of the other. */
class FailoverSightsTest {

  private static final Instant NOW = World.NOW;
  private static final Course KNOWN =
      new Course(
          Map.of("west", Stand.healthy(NOW), "east", Stand.healthy(NOW)),
          Optional.empty(),
          Optional.empty(),
          List.of());

  private final Map<String, Instant> heard =
      new HashMap<>(Map.of("west", NOW.minusMillis(300), "east", NOW.minusMillis(900)));
  private final Map<String, RegionReport> reports = new HashMap<>();
  private final Map<String, Trial> trials = new HashMap<>();

  /** What each relay of a region says. */
  private final Map<String, Map<String, Long>> byEntry = new HashMap<>();

  private final Map<String, Long> clients = new HashMap<>();
  private final Map<String, String> complaints = new HashMap<>();

  @Test
  void allHearAllInCalmTimes() {
    asked("west", "a", contact("east", 200), "b", contact("east", 800));
    asked("east", "c", contact("west", 200), "d", contact("west", 800));

    assertThat(west().heard()).isTrue();
    assertThat(west().outside()).isEqualTo(2);
    assertThat(west().hearing()).isEqualTo(2);
    assertThat(west().ready()).isEqualTo(1);
  }

  @Test
  void aRelayMissesARegionAfterTwoHeartbeats() {
    asked("east", "c", contact("west", 2_000), "d", contact("west", 1_999));

    assertThat(west().outside()).isEqualTo(2);
    assertThat(west().hearing()).isEqualTo(1);
  }

  @Test
  void theOperatorMissesARegionOfWhichNobodyAnswersForTwoSeconds() {
    heard.put("west", NOW.minusMillis(2_001));
    asked("east", "c", contact("west", 3_000), "d", contact("west", 3_000));

    assertThat(west().heard()).isFalse();
    assertThat(west().hearing()).isZero();
  }

  @Test
  void theFirstHeartbeatWasMissedASecondAfterTheLastThatAnybodyHeard() {
    heard.put("west", NOW.minusMillis(5_000));
    asked("east", "c", contact("west", 3_000), "d", contact("west", 4_000));

    assertThat(west().missed()).contains(NOW.minusMillis(2_000));
  }

  @Test
  void relaysOfARegionThatIsNotHeardThemselvesHaveNoVote() {
    heard.put("east", NOW.minusMillis(9_000));
    asked("east", "c", contact("west", 3_000), "d", contact("west", 3_000));

    assertThat(west().outside()).isZero();
  }

  @Test
  void relaysThatDoNotSayWhomTheyHearHaveNoVote() {
    asked("east", "c", null, "d", contact("west", 100));

    assertThat(west().outside()).isEqualTo(1);
  }

  @Test
  void aRegionThatHasNeverBeenUpIsNoneYet() {
    heard.put("west", NOW.minusMillis(9_000));

    assertThat(sights(Course.NEW)).extracting(RegionSight::name).containsExactly("east");
  }

  @Test
  void aRegionThatIsToHaveNoRelaysIsNone() {
    var asleep = new Region("west", new Region.Scale.Fixed(0));

    assertThat(sights(KNOWN, asleep)).extracting(RegionSight::name).containsExactly("east");
  }

  @Test
  void aRegionWithoutRelaysToBeAskedIsNotMissedButHasNoneThatAreReady() {
    heard.remove("west");

    var west = sights(KNOWN, region("west"), List.of("east")).getFirst();

    assertThat(west.heard()).isTrue();
    assertThat(west.ready()).isZero();
  }

  @Test
  void clientsThatCameByARegionsHostAreCountedWhereverTheyAre() {
    byEntry.put("west", Map.of("west.example", 30L, "relay.example", 500L));
    byEntry.put("east", Map.of("west.example", 10L, "relay.example", 500L));
    asked("west", "a", contact("east", 200), "b", contact("east", 800));
    asked("east", "c", contact("west", 200), "d", contact("west", 800));

    assertThat(west().own()).isEmpty();
    assertThat(westWithHost().own()).contains(new OwnClients(60, 20, 20, false));

    byEntry.remove("west");
    asked("west", "a", contact("east", 200), "b", contact("east", 800));
    assertThat(westWithHost().own()).isEmpty();
  }

  @Test
  void ofARegionThatIsNotHeardNobodyCanTellWhatItHas() {
    byEntry.put("west", Map.of("west.example", 30L));
    heard.put("west", NOW.minusMillis(9_000));
    asked("west", "a", contact("east", 200), "b", contact("east", 800));

    assertThat(westWithHost().own()).isEmpty();
  }

  private RegionSight westWithHost() {
    return sights(
            KNOWN,
            new Region(
                "west", new Region.Scale.Fixed(2), new Placement.Preferred(), "west.example"))
        .getFirst();
  }

  @Test
  void whatObserversSayOfAnEntryIsSeen() {
    trials.put("west", new Trial(2, 0, NOW, "west.example is dead"));
    trials.put("east", new Trial(1, 1, NOW, ""));

    assertThat(west())
        .returns(2, RegionSight::triers)
        .returns(0, RegionSight::served)
        .returns("west.example is dead", RegionSight::entry)
        .returns(Optional.empty(), RegionSight::missed);
    assertThat(sights(KNOWN).getLast())
        .returns(1, RegionSight::triers)
        .returns(1, RegionSight::served)
        .returns("", RegionSight::entry);
  }

  @Test
  void whoIsNoWitnessIsNotHeard() {
    trials.put("west", new Trial(0, 0, NOW, "west.example is dead"));

    assertThat(west()).returns(0, RegionSight::triers).returns("", RegionSight::entry);
  }

  @Test
  void aTrialFromBeforeASwitchDoesNotTellOfIt() {
    var switching =
        new Stand(Phase.SWITCHING, NOW, Optional.of("east"), 0, false, Optional.empty());
    var course =
        new Course(
            Map.of("west", switching, "east", Stand.healthy(NOW)),
            Optional.empty(),
            Optional.empty(),
            List.of());
    trials.put("west", new Trial(1, 1, NOW, ""));
    assertThat(sights(course).getFirst().triers()).isZero();

    trials.put("west", new Trial(1, 1, NOW.plusMillis(1), ""));
    assertThat(sights(course).getFirst().triers()).isEqualTo(1);
  }

  @Test
  void aRegionWhoseRelaysAreFullShouldTakeNobodyElsesClients() {
    asked("west", "a", contact("east", 200), "b", contact("east", 800));
    assertThat(west().unfit()).isEmpty();

    clients.put("a", 20_000L);
    asked("west", "a", contact("east", 200), "b", contact("east", 800));
    assertThat(west().unfit()).as("one has room").isEmpty();

    clients.put("b", 20_000L);
    asked("west", "a", contact("east", 200), "b", contact("east", 800));
    assertThat(west().unfit()).contains(Impairment.OVERLOADED);

    complaints.put("a", Complaint.NO_SPACE);
    clients.put("b", 0L);
    asked("west", "a", contact("east", 200), "b", contact("east", 800));
    assertThat(west().unfit()).contains(Impairment.OUT_OF_DISK);
  }

  private RegionSight west() {
    return sights(KNOWN).getFirst();
  }

  private List<RegionSight> sights(Course course) {
    return sights(course, region("west"));
  }

  private List<RegionSight> sights(Course course, Region west) {
    return sights(course, west, List.of("west", "east"));
  }

  private List<RegionSight> sights(Course course, Region west, List<String> withPods) {
    var world = new World();
    for (var region : withPods) {
      world.withPod(
          region,
          region + "-1",
          """
          phase: Running
          conditions: [{type: Ready, status: "True"}]
          """);
    }
    var resource = new GunRelayCluster();
    resource.setMetadata(new ObjectMetaBuilder().withName("demo").build());
    return FailoverSights.of(
            resource,
            Fleets.of(
                Entry.byIngress("relay.example", null, null, List.of()), west, region("east")),
            course,
            Map.of(
                new Site.Home(),
                new Observation(List.of(), world.seen().pods(), reports, Set.of(), heard, trials)),
            Map.of(),
            NOW)
        .regions();
  }

  private static Region region(String name) {
    return new Region(name, new Region.Scale.Fixed(2), new Placement.Preferred(), null);
  }

  private void asked(
      String region,
      String name,
      @Nullable RegionContact own,
      String peer,
      @Nullable RegionContact itsPeers) {
    reports.put(
        region,
        new RegionReport(
            relay(region, name, own),
            List.of(new PeerReport("1:1", true, NOW, relay(region, peer, itsPeers), null)),
            null));
  }

  private static RegionContact contact(String region, long silentMs) {
    return new RegionContact(region, silentMs);
  }

  private RelayReport relay(String region, String name, @Nullable RegionContact contact) {
    return new RelayReport(
        name,
        "1.4.0",
        region,
        "00",
        NOW,
        !complaints.containsKey(name),
        complaints.getOrDefault(name, ""),
        new Load(clients.getOrDefault(name, 0L), 0, 0, 0, byEntry.get(region)),
        null,
        null,
        null,
        contact == null ? null : List.of(contact),
        null);
  }
}
