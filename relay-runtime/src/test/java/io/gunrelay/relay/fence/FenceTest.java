package io.gunrelay.relay.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.FenceReport;
import io.gunrelay.relay.api.FenceReport.State;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.RegionContact;
import io.gunrelay.relay.api.RegionLease;
import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.replication.DistantConfirmations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FenceTest {
  private static final RegionLease OWN = new RegionLease("west", "west", 1);

  private long nowNs = -5_000_000_000L;
  private final Fence fence = fence(FencePolicy.ACKS, "west", "east");

  @Test
  void whoHasBeenHeardByNobodyYetPromisesNothing() {
    assertThat(fence.state()).isEqualTo(State.ISOLATED);
    assertThat(fence.isOpen()).isFalse();
    assertThat(fence.waitingFor()).contains("waiting to be heard");
  }

  @Test
  void anOperatorThatHasHeardItAndItsLeaseOpenIt() {
    ask(OWN);
    assertThat(fence.state())
        .as("asked, and its answer is not known to have arrived")
        .isEqualTo(State.ISOLATED);
    ask(OWN);
    assertThat(fence.state()).isEqualTo(State.OPEN);
    assertThat(fence.waitingFor()).isEmpty();
    assertThat(fence.remark()).isEmpty();
  }

  @Test
  void itClosesOnceNobodyHasHeardItForTooLong() {
    open();
    pass(3_999);
    assertThat(fence.isOpen()).isTrue();
    pass(1);
    assertThat(fence.isOpen()).as("before anybody has looked").isFalse();
    assertThat(fence.state()).isEqualTo(State.ISOLATED);
    fence.turn();
    assertThat(fence.remark()).contains("neither an operator nor most other regions hear this one");
  }

  @Test
  void toBeAskedAgainAndAgainIsNotToBeHeard() {
    open();
    var first = fence.report().mark();
    for (int i = 0; i < 5; i++) {
      pass(1_000);
      fence.asked(List.of(OWN), first);
    }
    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void theMarkOfAnotherProcessProvesNothing() {
    fence.asked(List.of(OWN), "other-" + nowNs);
    fence.asked(List.of(OWN), "process-later");
    fence.asked(List.of(OWN), "process-" + (nowNs + 1));
    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void anotherRegionThatHearsItKeepsItOpenWithoutAnOperator() {
    open();
    for (int i = 0; i < 10; i++) {
      pass(1_000);
      fence.said(relay("east", new RegionContact("west", 200)));
    }
    assertThat(fence.isOpen()).isTrue();
  }

  @Test
  void anotherRegionThatIsHeardAndDoesNotHearItDoesNot() {
    open();
    for (int i = 1; i <= 5; i++) {
      pass(1_000);
      fence.said(relay("east", new RegionContact("west", 1_000L * i)));
    }
    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void mostOfTheOtherRegionsHaveToHearIt() {
    var of = fence(FencePolicy.ACKS, "west", "east", "north", "south");
    of.said(relay("east", List.of(OWN), new RegionContact("west", 0)));
    assertThat(of.isOpen()).as("one of three").isFalse();
    of.said(relay("north", new RegionContact("west", 0)));
    assertThat(of.isOpen()).as("two of three").isTrue();
  }

  @Test
  void anOperatorThatHearsARelayOfItsRegionKeepsItOpen() {
    fence.said(relay("west", List.of(OWN), 300L));
    assertThat(fence.isOpen()).isTrue();
    pass(3_700);
    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void whatOneRelayHasHeardOfAnOperatorIsNotToldOnAsItsOwn() {
    fence.said(relay("west", List.of(OWN), 0L));
    assertThat(fence.report().operatorSilentMs()).isNull();
  }

  @Test
  void withoutALeaseOrWithThatOfAnotherItIsHeld() {
    ask();
    ask();
    assertThat(fence.state()).isEqualTo(State.HELD);
    assertThat(fence.remark()).contains("nobody has said who serves clients");
    ask(new RegionLease("west", "east", 2));
    assertThat(fence.state()).isEqualTo(State.HELD);
    assertThat(fence.remark()).contains("once region east has them");
  }

  @Test
  void ofTwoLeasesTheLaterTermCountsWhoeverTellsIt() {
    open();
    fence.said(
        relay("east", List.of(new RegionLease("west", "east", 2)), new RegionContact("west", 0)));
    assertThat(fence.state()).isEqualTo(State.HELD);
    ask(OWN);
    assertThat(fence.state()).as("an operator of yesterday").isEqualTo(State.HELD);
    ask(new RegionLease("west", "west", 3));
    assertThat(fence.state()).isEqualTo(State.OPEN);
    assertThat(fence.report().leases()).containsExactly(new RegionLease("west", "west", 3));
  }

  @Test
  void onlyTheStrictPolicyRefusesAndOnlyWhoIsCutOff() {
    var strict = fence(FencePolicy.WRITES, "west", "east");
    assertThat(strict.refusal()).hasValueSatisfying(why -> assertThat(why).contains("cut off"));
    assertThat(fence.refusal()).isEmpty();
    strict.said(relay("east", List.of(OWN), new RegionContact("west", 0)));
    assertThat(strict.refusal()).isEmpty();
  }

  @Test
  void aFleetOfOneRegionHasNothingToBeCutOffFrom() {
    var alone = fence(FencePolicy.ACKS, "west");
    assertThat(alone.isOpen()).isTrue();
    assertThat(alone.state()).isEqualTo(State.OFF);
    assertThat(fence(FencePolicy.NONE, "west", "east").isOpen()).isTrue();
  }

  @Test
  void otherSettingsAreInForceAtOnce() {
    fence.take(settings(FencePolicy.NONE, "west", "east"));
    assertThat(fence.isOpen()).isTrue();
    fence.take(settings(FencePolicy.ACKS, "west", "east"));
    assertThat(fence.isOpen()).isFalse();
  }

  private void open() {
    ask(OWN);
    ask(OWN);
    assertThat(fence.isOpen()).isTrue();
  }

  private String heard = "";

  private void ask(RegionLease... leases) {
    fence.asked(List.of(leases), heard);
    heard = fence.report().mark();
  }

  private void pass(long milliseconds) {
    nowNs += Duration.ofMillis(milliseconds).toNanos();
  }

  private Fence fence(FencePolicy policy, String... regions) {
    return new Fence(settings(policy, regions), "process", new DistantConfirmations(), () -> nowNs);
  }

  private static FenceSettings settings(FencePolicy policy, String... regions) {
    return new FenceSettings(policy, Duration.ofSeconds(4), "west", List.of(regions));
  }

  private static RelayReport relay(String region, RegionContact... contacts) {
    return relay(region, List.of(), contacts);
  }

  private static RelayReport relay(
      String region, List<RegionLease> leases, RegionContact... contacts) {
    return relay(region, leases, null, contacts);
  }

  private static RelayReport relay(
      String region,
      List<RegionLease> leases,
      @Nullable Long operatorSilentMs,
      RegionContact... contacts) {
    return new RelayReport(
        "relay",
        "1.0.0",
        region,
        "00",
        Instant.EPOCH,
        true,
        "",
        new Load(0, 0, 0, 0),
        null,
        null,
        null,
        List.of(contacts),
        new FenceReport(State.OPEN, "", "mark", operatorSilentMs, leases));
  }
}
