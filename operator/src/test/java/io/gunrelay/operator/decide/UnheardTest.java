package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.traffic.Endpoint;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.api.PeerLink.State;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnheardTest {

  private static final Instant NOW = World.NOW;

  @Test
  void aRelayThatTheOneThatIsAskedMissesIsUnheard() {
    assertThat(
            unheard(
                asked("west", "a", 0, peer("b", State.LINKED, 400), peer("c", State.LINKED, 2_000)),
                ready("west", "blue", "a", "b", "c")))
        .containsExactly("c");
  }

  @Test
  void aRelayThatHasMissedOneHeartbeatIsHeard() {
    assertThat(
            unheard(
                asked("west", "a", 0, peer("b", State.LINKED, 1_999)),
                ready("west", "blue", "a", "b")))
        .isEmpty();
  }

  @Test
  void whomRelaysOfOtherRegionsHearIsHeard() {
    var reports = asked("west", "a", 0, peer("b", State.UNREACHABLE, 9_000));
    reports.putAll(asked("east", "x", 0, peer("b", State.LINKED, 300)));

    assertThat(unheard(reports, ready("west", "blue", "a", "b"))).isEmpty();
  }

  @Test
  void whoAnswersTheOperatorItselfIsHeardWhateverOthersSay() {
    var reports = asked("west", "a", 0, peer("x", State.UNREACHABLE, 9_000));
    reports.putAll(asked("east", "x", 0, peer("a", State.UNREACHABLE, 9_000)));
    var pods = ready("west", "blue", "a");
    pods.addAll(ready("east", "blue", "x"));

    assertThat(unheard(reports, pods)).isEmpty();
  }

  @Test
  void whoIsNotHeardByTheOperatorIsNoWitness() {
    assertThat(
            unheard(
                asked("west", "a", 2_001, peer("b", State.UNREACHABLE, 9_000)),
                ready("west", "blue", "a", "b")))
        .isEmpty();
  }

  @Test
  void aColourOfWhichNobodyIsHeardIsLeftAsItIs() {
    var pods = ready("west", "blue", "a");
    pods.addAll(ready("west", "green", "b", "c"));

    assertThat(
            unheard(
                asked(
                    "west",
                    "a",
                    0,
                    peer("b", State.UNREACHABLE, 9_000),
                    peer("c", State.UNREACHABLE, 9_000)),
                pods))
        .isEmpty();
  }

  @Test
  void thatOneIsLeftOfWhomNothingIsKnownIsNotEnough() {
    var pods = ready("west", "blue", "a");
    pods.addAll(ready("west", "green", "b", "new"));

    assertThat(unheard(asked("west", "a", 0, peer("b", State.UNREACHABLE, 9_000)), pods)).isEmpty();
  }

  @Test
  void aRelayElsewhereThatIsOnlyKnownIsNotMissed() {
    var pods = ready("west", "blue", "a");
    pods.addAll(ready("east", "blue", "x", "y"));
    var seen =
        asked("west", "a", 0, peer("x", State.LINKED, 100), peer("y", State.STANDBY, 60_000));

    assertThat(unheard(seen, pods)).isEmpty();
  }

  @Test
  void ofARelayThatDoesNotSayHowLongItIsMissedByItsLink() {
    var former = new PeerReport("1:1", false, NOW, relay("west", "b"), null);

    assertThat(unheard(asked("west", "a", 0, former), ready("west", "blue", "a", "b")))
        .containsExactly("b");
  }

  @Test
  void hostsThatAreGuidedDoNotLeadThere() {
    var west = region("west");
    var east = region("east");
    var entry = Entry.byIngress("relay.example", null, null, List.of());
    var fleet = Fleets.of(entry, west, east);
    var seen =
        seen(
            asked("east", "a", 0, peer("b", State.UNREACHABLE, 2_000)),
            ready("east", "blue", "a", "b"));

    var plan =
        Decision.plan(
            fleet,
            seen,
            World.CREDENTIALS,
            World.turn(fleet),
            Map.of("west", new Serving("east", 0)),
            NOW);

    assertThat(plan.leads().endpoints(west)).extracting(Endpoint::pod).containsExactly("a");
    assertThat(plan.leads().endpoints(east)).extracting(Endpoint::pod).containsExactly("a");
  }

  private static Region region(String name) {
    return new Region(
        name, new Region.Scale.Fixed(2), new Placement.Preferred(), name + ".example");
  }

  @Property
  void noSetOfRelaysIsEmptiedAndNobodyIsLeftOutWhoIsHeard(@ForAll("fates") List<Fate> fates) {
    var pods = new ArrayList<Pod>();
    var reports = new HashMap<String, Report>();
    for (int i = 0; i < fates.size(); i++) {
      var fate = fates.get(i);
      pods.add(pod(fate.region(), fate.colour(), "r" + i, fate.ready()));
    }
    for (var region : Set.of("west", "east")) {
      var peers = new ArrayList<PeerReport>();
      for (int i = 1; i < fates.size(); i++) {
        var silent =
            region.equals("west") ? fates.get(i).silentInWest() : fates.get(i).silentInEast();
        if (silent != null) {
          peers.add(peer("r" + i, State.LINKED, silent));
        }
      }
      reports.putAll(
          asked(region, "r0", region.equals("west") ? 0 : 1_000, peers.toArray(PeerReport[]::new)));
    }

    var unheard = unheard(reports, pods);

    var sets = new HashMap<List<String>, List<String>>();
    for (int i = 0; i < fates.size(); i++) {
      var fate = fates.get(i);
      if (fate.ready()) {
        sets.computeIfAbsent(List.of(fate.region(), fate.colour()), any -> new ArrayList<>())
            .add("r" + i);
      }
      if (unheard.contains("r" + i)) {
        assertThat(fate.silentInWest())
            .satisfiesAnyOf(
                ms -> assertThat(ms).isNull(), ms -> assertThat(ms).isGreaterThanOrEqualTo(2_000));
        assertThat(fate.silentInEast())
            .satisfiesAnyOf(
                ms -> assertThat(ms).isNull(), ms -> assertThat(ms).isGreaterThanOrEqualTo(2_000));
      }
    }
    assertThat(sets.values()).allMatch(set -> !unheard.containsAll(set));
  }

  /** What becomes of a relay, and what those that are asked say of it. */
  record Fate(
      String region,
      String colour,
      boolean ready,
      @Nullable Long silentInWest,
      @Nullable Long silentInEast) {}

  @Provide
  Arbitrary<List<Fate>> fates() {
    var silences = Arbitraries.of(0L, 1_500L, 2_000L, 9_000L).injectNull(0.2);
    return Combinators.combine(
            Arbitraries.of("west", "east"),
            Arbitraries.of("blue", "green"),
            Arbitraries.of(true, true, false),
            silences,
            silences)
        .as(Fate::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private record Report(RegionReport report, Instant heard) {}

  private static Set<String> unheard(Map<String, Report> asked, List<Pod> pods) {
    return Unheard.pods(seen(asked, pods), NOW);
  }

  private static Observation seen(Map<String, Report> asked, List<Pod> pods) {
    var reports = new HashMap<String, RegionReport>();
    var heard = new HashMap<String, Instant>();
    asked.forEach((region, one) -> {
      reports.put(region, one.report());
      heard.put(region, one.heard());
    });
    return new Observation(List.of(), pods, reports, Set.of(), heard);
  }

  private static Map<String, Report> asked(
      String region, String name, long agoMs, PeerReport... peers) {
    var all = new HashMap<String, Report>();
    all.put(
        region,
        new Report(
            new RegionReport(relay(region, name), List.of(peers), null), NOW.minusMillis(agoMs)));
    return all;
  }

  private static PeerReport peer(String name, State state, long silentMs) {
    return new PeerReport(
        "1:1",
        state == State.LINKED,
        NOW,
        relay("west", name),
        new PeerLink(state, "west", null, null),
        silentMs);
  }

  private static RelayReport relay(String region, String name) {
    return new RelayReport(
        name, "1.4.0", region, "00", NOW, true, "", new Load(0, 0, 0, 0), null, null);
  }

  private static List<Pod> ready(String region, String colour, String... names) {
    var pods = new ArrayList<Pod>();
    for (var name : names) {
      pods.add(pod(region, colour, name, true));
    }
    return pods;
  }

  private static Pod pod(String region, String colour, String name, boolean ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Map.of("gunrelay.io/region", region, "gunrelay.io/colour", colour))
        .endMetadata()
        .withNewStatus()
        .withPodIP("10.0.0.1")
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "False")
        .endCondition()
        .endStatus()
        .build();
  }
}
