package io.gunrelay.relay.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.graph.Coverage;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import io.gunrelay.relay.work.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfirmationsTest {
  private static final Origin OWN = new Origin(1, 1);
  private static final Origin OTHER = new Origin(2, 2);

  private final Clock clock = new Clock();
  private final List<String> told = new ArrayList<>();
  private final Confirmations refusing = confirmations(WhenAlone.REFUSE);

  @Test
  void aPutIsToldOnceAnotherRelayHasSyncedItsChange() {
    Confirmations.Link link = refusing.opened("west", VersionVector.EMPTY);
    await(refusing, "put", vector(OWN, 3));
    link.confirmed(vector(OWN, 2));
    assertThat(told).isEmpty();
    assertThat(refusing.waiting()).isEqualTo(1);
    link.confirmed(vector(OWN, 4));
    assertThat(told).containsExactly("put covered");
    assertThat(refusing.waiting()).isZero();
  }

  @Test
  void whatIsCoveredAlreadyIsToldAtOnce() {
    Confirmations.Link _ = refusing.opened("west", vector(OWN, 3));
    await(refusing, "put", vector(OWN, 3));
    assertThat(told).containsExactly("put covered");
  }

  @Test
  void aPutWithChangesOfSeveralOriginsWaitsForAll() {
    Confirmations.Link link = refusing.opened("west", VersionVector.EMPTY);
    await(refusing, "put", VersionVector.of(Map.of(OWN, 1L, OTHER, 7L)));
    link.confirmed(vector(OTHER, 7));
    assertThat(told).isEmpty();
    link.confirmed(vector(OWN, 1));
    assertThat(told).containsExactly("put covered");
  }

  @Test
  void whatARelayHasConfirmedGoesWithItsLink() {
    Confirmations.Link gone = refusing.opened("west", VersionVector.EMPTY);
    Confirmations.Link stays = refusing.opened("west", VersionVector.EMPTY);
    gone.confirmed(vector(OWN, 5));
    gone.close();
    await(refusing, "put", vector(OWN, 5));
    gone.confirmed(vector(OWN, 6));
    assertThat(told).isEmpty();
    stays.confirmed(vector(OWN, 5));
    assertThat(told).containsExactly("put covered");
  }

  @Test
  void anotherRegionCountsAloneWhileOneIsReachable() {
    Confirmations.Link near = refusing.opened("west", VersionVector.EMPTY);
    Confirmations.Link far = refusing.opened("east", VersionVector.EMPTY);
    near.confirmed(vector(OWN, 1));
    await(refusing, "first", vector(OWN, 1));
    assertThat(told).isEmpty();
    far.confirmed(vector(OWN, 1));
    assertThat(told).containsExactly("first covered");
    await(refusing, "second", vector(OWN, 2));
    near.confirmed(vector(OWN, 2));
    assertThat(told).containsExactly("first covered");
    far.confirmed(vector(OWN, 2));
    assertThat(told).containsExactly("first covered", "second covered");
  }

  @Test
  void anotherOneOfTheOtherRegionIsWaitedForBeforeTheOwnCounts() {
    Confirmations.Link near = refusing.opened("west", VersionVector.EMPTY);
    Confirmations.Link far = refusing.opened("east", VersionVector.EMPTY);
    await(refusing, "early", vector(OWN, 1));
    far.close();
    await(refusing, "late", vector(OWN, 2));
    near.confirmed(vector(OWN, 2));
    clock.pass(Duration.ofSeconds(4));
    assertThat(told).isEmpty();
    Confirmations.Link substitute = refusing.opened("east", vector(OWN, 1));
    assertThat(told).containsExactly("early covered");
    clock.pass(Duration.ofSeconds(4));
    assertThat(told).containsExactly("early covered");
    substitute.confirmed(vector(OWN, 2));
    assertThat(told).containsExactly("early covered", "late covered");
  }

  @Test
  void theOwnRegionCountsOnceNobodyOfAnotherHasCome() {
    Confirmations.Link near = refusing.opened("west", VersionVector.EMPTY);
    refusing.opened("east", VersionVector.EMPTY).close();
    await(refusing, "early", vector(OWN, 1));
    near.confirmed(vector(OWN, 1));
    clock.pass(Duration.ofSeconds(4));
    refusing.opened("east", VersionVector.EMPTY).close();
    clock.pass(Duration.ofSeconds(4));
    assertThat(told).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    assertThat(told).containsExactly("early covered");
    await(refusing, "late", vector(OWN, 2));
    near.confirmed(vector(OWN, 2));
    assertThat(told).containsExactly("early covered", "late covered");
  }

  @Test
  void whoHasLostAllIsAloneAsSoonAsWithoutOtherRegions() {
    Confirmations.Link near = refusing.opened("west", VersionVector.EMPTY);
    Confirmations.Link far = refusing.opened("east", VersionVector.EMPTY);
    await(refusing, "put", vector(OWN, 1));
    far.close();
    near.close();
    clock.pass(Duration.ofSeconds(5));
    assertThat(told).containsExactly("put refused");
    Confirmations.Link back = refusing.opened("west", VersionVector.EMPTY);
    await(refusing, "again", vector(OWN, 2));
    back.confirmed(vector(OWN, 2));
    assertThat(told).containsExactly("put refused", "again covered");
  }

  @Test
  void aRelayThatStaysAloneRefuses() {
    Confirmations.Link link = refusing.opened("west", VersionVector.EMPTY);
    await(refusing, "early", vector(OWN, 1));
    link.close();
    await(refusing, "late", VersionVector.of(Map.of(OWN, 2L, OTHER, 1L)));
    clock.pass(Duration.ofSeconds(4));
    assertThat(told).isEmpty();
    assertThat(refusing.refusal()).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    assertThat(told).containsExactlyInAnyOrder("early refused", "late refused");
    assertThat(refusing.refusal()).isPresent();
    assertThat(refusing.waiting()).isZero();

    Confirmations.Link back = refusing.opened("west", VersionVector.EMPTY);
    assertThat(refusing.refusal()).isEmpty();
    back.confirmed(vector(OWN, 2));
    assertThat(told).hasSize(2);
  }

  @Test
  void whoWasSilentBeforeItsLinkEndedIsWaitedForNoLonger() {
    Confirmations.Link link = refusing.opened("west", VersionVector.EMPTY);
    clock.pass(Duration.ofMinutes(1));
    await(refusing, "put", vector(OWN, 1));
    clock.pass(Duration.ofSeconds(4));
    link.close();
    clock.pass(Duration.ofMillis(900));
    assertThat(told).isEmpty();

    clock.pass(Duration.ofMillis(100));

    assertThat(told).containsExactly("put refused");
  }

  @Test
  void norIsAnotherRegionBeforeTheOwnCounts() {
    Confirmations.Link near = refusing.opened("west", VersionVector.EMPTY);
    Confirmations.Link far = refusing.opened("east", VersionVector.EMPTY);
    await(refusing, "put", vector(OWN, 1));
    near.confirmed(vector(OWN, 1));
    clock.pass(Duration.ofSeconds(4));
    far.close();

    clock.pass(Duration.ofSeconds(1));

    assertThat(told).containsExactly("put covered");
  }

  @Test
  void aLinkThatComesBackInTimeIsNotMissed() {
    refusing.opened("west", VersionVector.EMPTY).close();
    await(refusing, "put", vector(OWN, 1));
    clock.pass(Duration.ofSeconds(4));
    refusing.opened("west", vector(OWN, 1)).close();
    assertThat(told).containsExactly("put covered");
    clock.pass(Duration.ofSeconds(4));
    assertThat(refusing.refusal()).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    assertThat(refusing.refusal()).isPresent();
  }

  @Test
  void aRelayThatConfirmsNothingCountsAsLittleAsOneThatCannotBeReached() {
    Confirmations.Link full = refusing.opened("west", VersionVector.EMPTY);
    clock.pass(Duration.ofMinutes(1));
    await(refusing, "first", vector(OWN, 1));
    clock.pass(Duration.ofSeconds(4));
    assertThat(told).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    assertThat(told).containsExactly("first refused");
    assertThat(refusing.refusal()).isPresent();
    assertThat(refusing.waiting()).isZero();

    full.confirmed(vector(OWN, 1));
    assertThat(refusing.refusal()).isEmpty();
    await(refusing, "second", vector(OWN, 2));
    full.confirmed(vector(OWN, 2));
    assertThat(told).containsExactly("first refused", "second covered");
  }

  @Test
  void aRelayThatIsBeingFilledIsWaitedFor() {
    Confirmations.Link filled = refusing.opened("west", VersionVector.EMPTY);
    await(refusing, "put", vector(OWN, 1));
    for (int i = 0; i < 4; i++) {
      clock.pass(Duration.ofSeconds(4));
      filled.confirmed(VersionVector.EMPTY);
    }
    assertThat(told).isEmpty();
    filled.confirmed(vector(OWN, 1));
    assertThat(told).containsExactly("put covered");
  }

  @Test
  void theOwnRegionCountsWhileTheOtherOneConfirmsNothing() {
    Confirmations.Link near = refusing.opened("west", VersionVector.EMPTY);
    Confirmations.Link far = refusing.opened("east", VersionVector.EMPTY);
    await(refusing, "first", vector(OWN, 1));
    near.confirmed(vector(OWN, 1));
    clock.pass(Duration.ofSeconds(5));
    assertThat(told).containsExactly("first covered");
    assertThat(refusing.refusal()).isEmpty();

    far.confirmed(vector(OWN, 1));
    await(refusing, "second", vector(OWN, 2));
    near.confirmed(vector(OWN, 2));
    assertThat(told).containsExactly("first covered");
    far.confirmed(vector(OWN, 2));
    assertThat(told).containsExactly("first covered", "second covered");
    near.close();
    far.close();
    clock.pass(Duration.ofSeconds(5));
    assertThat(refusing.isAlone()).isTrue();
  }

  @Test
  void whoWaitsForAnOriginThatIsRetiredIsRefused() {
    Confirmations.Link link = refusing.opened("west", VersionVector.EMPTY);
    await(refusing, "put", VersionVector.of(Map.of(OWN, 1L, OTHER, 1L)));
    refusing.retired(Set.of(OTHER));
    assertThat(told).containsExactly("put refused");
    assertThat(refusing.waiting()).isZero();
    link.confirmed(vector(OWN, 1));
    assertThat(told).hasSize(1);
  }

  @Test
  void aRelayThatMayAcknowledgesAndCountsWhatItIsAloneWith() {
    Confirmations acknowledging = confirmations(WhenAlone.ACKNOWLEDGE);
    await(acknowledging, "early", vector(OWN, 1));
    assertThat(told).isEmpty();
    clock.pass(Duration.ofSeconds(5));
    await(acknowledging, "late", vector(OWN, 2));
    assertThat(told).containsExactly("early covered", "late covered");
    assertThat(acknowledging.refusal()).isEmpty();
    assertThat(acknowledging.acknowledgedAlone()).isEqualTo(2);
  }

  private Confirmations confirmations(WhenAlone whenAlone) {
    return new Confirmations(
        "west",
        whenAlone,
        Duration.ofSeconds(5),
        clock,
        () -> clock.nowNs,
        new DistantConfirmations());
  }

  private void await(Confirmations confirmations, String name, VersionVector changes) {
    confirmations.await(
        changes,
        new Coverage.Receipt() {
          @Override
          public void covered() {
            told.add(name + " covered");
          }

          @Override
          public void refused(String reason) {
            told.add(name + " refused");
          }
        });
  }

  private static VersionVector vector(Origin origin, long sequence) {
    return VersionVector.of(Map.of(origin, sequence));
  }

  private static final class Clock implements Scheduler {
    private record Timer(long dueNs, Runnable task) {}

    private final List<Timer> timers = new ArrayList<>();
    private long nowNs;

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void after(Duration delay, Runnable task) {
      timers.add(new Timer(nowNs + delay.toNanos(), task));
    }

    void pass(Duration time) {
      nowNs += time.toNanos();
      List<Timer> due = timers.stream().filter(timer -> timer.dueNs() <= nowNs).toList();
      timers.removeAll(due);
      due.forEach(timer -> timer.task().run());
    }
  }
}
