package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.decide.Verdict.Finding;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is said of a fleet of which so much is seen, at some time. */
final class Judged {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");

  private Judged() {}

  static Verdict judge(Fleet fleet, World world) {
    return judge(fleet, world, NOW);
  }

  static Verdict judge(Fleet fleet, World world, Instant now) {
    return judge(fleet, world, List.of(), now);
  }

  static Verdict judge(Fleet fleet, World world, List<Trouble> failures, Instant now) {
    return judge(fleet, world, World.progress(fleet), failures, now);
  }

  static Verdict judge(Fleet fleet, World world, Progress progress, Instant now) {
    return judge(fleet, world, progress, List.of(), now);
  }

  private static Verdict judge(
      Fleet fleet, World world, Progress progress, List<Trouble> failures, Instant now) {
    var plan =
        Decision.plan(fleet, world.seen(), World.CREDENTIALS, progress.turn(), Map.of(), now);
    return judge(fleet, world, progress, plan, failures, now);
  }

  /** With so many relays for clients of others in west. */
  static Verdict judgeHosting(Fleet fleet, World world, int guests) {
    var plan =
        Decision.plan(fleet, world.seen(), World.CREDENTIALS, World.turn(fleet), Map.of(), NOW)
            .hosting(Map.of("west", guests));
    return judge(fleet, world, World.progress(fleet), plan, List.of(), NOW);
  }

  private static Verdict judge(
      Fleet fleet, World world, Progress progress, Plan plan, List<Trouble> failures, Instant now) {
    return Judgement.of(
        fleet,
        progress,
        World.ruling(),
        List.of(new Share(plan, world.seen(), failures)),
        List.of(),
        now);
  }

  static void assertFinding(Verdict verdict, Verdict.Type type, boolean holds, Reason reason) {
    assertThat(verdict.findings())
        .filteredOn(finding -> finding.type() == type)
        .singleElement()
        .extracting(Finding::holds, Finding::reason)
        .containsExactly(holds, reason);
  }

  static RegionReport report(String name, boolean ready, String message, long clients) {
    return new RegionReport(relay(name, ready, message, clients), List.of(), null);
  }

  static RelayReport relay(String name, boolean ready, String message, long clients) {
    return new RelayReport(
        name, "1.4.0", "west", "00", NOW, ready, message, new Load(clients, 0, 0, 0), null, null);
  }
}
