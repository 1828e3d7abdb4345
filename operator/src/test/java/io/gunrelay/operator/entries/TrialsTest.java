package io.gunrelay.operator.entries;

import static io.gunrelay.operator.entries.World.goal;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrialsTest {

  private static final ResourceID FLEET = new ResourceID("demo", "shop");
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);

  private final BlockingQueue<ResourceID> rounds = new LinkedBlockingQueue<>();
  private final World world = new World();
  private Trials trials = started(TICK);

  private Trials started(Duration interval) {
    var source = new Trials(world, InstantSource.system(), interval, TICK);
    source.setEventHandler(event -> rounds.add(event.getRelatedCustomResourceID()));
    source.start();
    return source;
  }

  @AfterEach
  void stop() {
    trials.stop();
  }

  @Test
  void aFirstTrialAndADifferentOneStartARound() throws Exception {
    trials.follow(FLEET, List.of(goal("west")));
    assertThat(nextRound()).isEqualTo(FLEET);
    assertThat(west().served()).isEqualTo(1);

    trials.follow(FLEET, List.of(goal("west"), goal("east")));
    nextRound();
    world.dies("west");
    assertThat(nextRound()).isEqualTo(FLEET);

    assertThat(west()).returns(0, Trial::served).returns(3, Trial::triers);
    assertThat(trials.of(FLEET)).containsOnlyKeys("west", "east");
  }

  @Test
  void theSameOneStartsNone() throws Exception {
    trials.follow(FLEET, List.of(goal("west")));
    nextRound();
    var first = west().begun();

    assertThat(rounds.poll(500, TimeUnit.MILLISECONDS)).isNull();
    assertThat(west().begun()).isAfter(first);
  }

  @Test
  void whatMuchDependsOnIsTriedAgainAndAgainAndIsAlwaysNews() throws Exception {
    trials.stop();
    trials = started(NEVER);
    trials.follow(FLEET, List.of(goal("west", true, false)));
    nextRound();
    var first = west().begun();
    nextRound();

    assertThat(west().begun()).isAfter(first);
  }

  @Test
  void soIsWhatDoesNotServeUntilItDoes() throws Exception {
    trials.stop();
    trials = started(NEVER);
    world.dies("west");
    trials.follow(FLEET, List.of(goal("west"), goal("east")));
    nextRound();
    nextRound();
    world.heals("west");
    nextRound();

    assertThat(west().served()).isEqualTo(1);
  }

  @Test
  void relaysAreNotAskedOfAnEntryThatHasYetToBeSetUp() throws Exception {
    world.dies("west");
    trials.follow(FLEET, List.of(goal("west"), goal("east")));
    nextRound();
    nextRound();
    assertThat(west()).returns(1, Trial::triers).returns(0, Trial::served);
    assertThat(world.asked()).isEmpty();

    trials.follow(FLEET, List.of(goal("west", false, true), goal("east")));
    nextRound();
    assertThat(west().triers()).isEqualTo(3);
  }

  @Test
  void aHostThatIsNewIsKnownOfNothing() throws Exception {
    trials.stop();
    trials = started(NEVER);
    trials.follow(FLEET, List.of(goal("west")));
    nextRound();

    var moved = World.order("west2");
    trials.follow(
        FLEET, List.of(new Goal("west", moved, false, false, List.of(), goal("west").token())));
    world.dies("west2");
    nextRound();

    assertThat(west().failure()).isEqualTo("west2 is dead");
  }

  @Test
  void whatIsNotFollowedAnyMoreIsForgotten() throws Exception {
    trials.follow(FLEET, List.of(goal("west")));
    nextRound();
    trials.follow(FLEET, List.of());
    assertThat(trials.of(FLEET)).isEmpty();

    trials.follow(FLEET, List.of(goal("west")));
    nextRound();
    var cluster = new GunRelayCluster();
    cluster.getMetadata().setName("demo");
    cluster.getMetadata().setNamespace("shop");
    trials.onResourceDeleted(cluster);
    assertThat(trials.of(FLEET)).isEmpty();
  }

  private Trial west() {
    @Nullable Trial west = trials.of(FLEET).get("west");
    return west == null ? Trial.ofNobody(Instant.EPOCH, "none") : west;
  }

  private @Nullable ResourceID nextRound() throws InterruptedException {
    return rounds.poll(20, TimeUnit.SECONDS);
  }
}
