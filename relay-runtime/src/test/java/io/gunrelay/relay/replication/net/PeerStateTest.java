package io.gunrelay.relay.replication.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.RegionLinks;
import io.gunrelay.relay.replication.RegionLinks.Reach;
import io.gunrelay.relay.replication.net.PeerState.Beginning;
import io.gunrelay.relay.store.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerStateTest {
  private static final String ADDRESS = "127.0.0.1:8766";
  private static final Message.Welcome WELCOME =
      new Message.Welcome(Message.VERSION, new Origin(1, 2), "west-0", "west");
  private static final RegionLinks.Decision WANTED =
      new RegionLinks.Decision(Set.of(ADDRESS), Set.of(), Set.of());
  private static final RegionLinks.Decision LEFT_ALONE =
      new RegionLinks.Decision(Set.of(), Set.of(), Set.of());

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private final PeerState state =
      new PeerState(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 8766),
          new Takers(() -> {}),
          () -> now);

  @Test
  void aPeerIsWaitedForUntilWhatItHadIsHere() {
    assertThat(state.beginning()).isEqualTo(Beginning.PENDING);
    link();
    assertThat(state.beginning()).isEqualTo(Beginning.PENDING);
    state.filled();
    assertThat(state.beginning()).isEqualTo(Beginning.FILLED);
  }

  @Test
  void aPeerThatCannotBeReachedIsNotWaitedFor() {
    state.failed();
    state.giveUpFilling();
    assertThat(state.beginning()).isEqualTo(Beginning.UNREACHABLE);
    assertThat(state.reach()).isEqualTo(Reach.FAILED);
  }

  @Test
  void aPeerThatBreaksOffThreeFillsIsNotWaitedForAnyMore() {
    for (int i = 0; i < 2; i++) {
      state.failed();
      state.fillBroken();
    }
    assertThat(state.beginning()).isEqualTo(Beginning.PENDING);
    state.fillBroken();
    assertThat(state.beginning()).isEqualTo(Beginning.UNREACHABLE);
  }

  @Test
  void whatHasBeenFilledStaysSoWhenTheLinkBreaks() {
    link();
    state.filled();
    state.failed();
    state.giveUpFilling();
    assertThat(state.beginning()).isEqualTo(Beginning.FILLED);
    assertThat(state.report().connected()).isFalse();
  }

  @Test
  void aStandbyIsNotWaitedForUntilALinkWithItIsWanted() {
    assertThat(state.decided(LEFT_ALONE)).isFalse();
    state.introduced(WELCOME);
    assertThat(state.standsBy()).isTrue();
    assertThat(state.beginning()).isEqualTo(Beginning.STANDBY);

    assertThat(state.decided(WANTED)).isTrue();
    assertThat(state.beginning()).isEqualTo(Beginning.PENDING);
    assertThat(state.decided(WANTED)).as("wanted as before").isFalse();
  }

  @Test
  void aPeerThatHasComeToBeWantedMeanwhileIsNotLeftAlone() {
    state.decided(LEFT_ALONE);
    state.introduced(WELCOME);
    state.decided(WANTED);
    assertThat(state.standsBy()).isFalse();
    assertThat(state.beginning()).isEqualTo(Beginning.PENDING);
  }

  @Test
  void anAddressThatLedToThisRelayIsAPeerOnceAnotherOneAnswersThere() {
    state.needless();
    assertThat(state.beginning()).isEqualTo(Beginning.NEEDLESS);
    state.introduced(WELCOME);
    assertThat(state.beginning()).isEqualTo(Beginning.UNREACHABLE);
    assertThat(state.candidate().region()).isEqualTo("west");
  }

  @Test
  void aLinkThatIsReleasedLeavesAStandby() {
    link();
    state.released();
    assertThat(state.reach()).isEqualTo(Reach.STANDBY);
    assertThat(state.catchingUp()).isEmpty();
  }

  @Test
  void aPeerIsSilentSinceItLastSaidSomething() {
    assertThat(state.report().silentMs()).isNull();
    state.answered(now);
    now = now.plusMillis(1_500);
    assertThat(state.report().silentMs()).isEqualTo(1_500);
    now = now.minusMillis(1_600);
    assertThat(state.report().silentMs()).as("by a clock that went back").isZero();
  }

  private void link() {
    state.introduced(WELCOME);
    state.linked(new LinkHealth(ReplicationSettings.Timing.USUAL));
  }
}
