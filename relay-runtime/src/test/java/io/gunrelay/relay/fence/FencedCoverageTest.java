package io.gunrelay.relay.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.RegionLease;
import io.gunrelay.relay.graph.Coverage;
import io.gunrelay.relay.replication.Confirmations;
import io.gunrelay.relay.replication.DistantConfirmations;
import io.gunrelay.relay.replication.WhenAlone;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import io.gunrelay.relay.work.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FencedCoverageTest {
  private static final Origin ORIGIN = new Origin(1, 1);

  private long nowNs;
  private final List<String> told = new ArrayList<>();
  private final DistantConfirmations distant = new DistantConfirmations();
  private final Fence fence =
      new Fence(
          new FenceSettings(
              FencePolicy.ACKS, Duration.ofSeconds(4), "west", List.of("west", "east", "north")),
          "process",
          distant,
          () -> nowNs);
  private final Coverage coverage = new FencedCoverage(Coverage.OWN_DISK, fence, distant);
  private final Confirmations links =
      new Confirmations(
          "west", WhenAlone.REFUSE, Duration.ofSeconds(5), new Never(), () -> nowNs, distant);

  @Test
  void anOpenFenceAsksNobody() {
    lease("west", 1);
    await("put", 1);
    assertThat(told).containsExactly("put");
    assertThat(coverage.isContent()).isTrue();
  }

  @Test
  void whoIsCutOffWaitsForAnyOtherRegion() {
    await("put", 2);
    assertThat(told).isEmpty();
    var near = links.opened("west", vector(2));
    var far = links.opened("north", VersionVector.EMPTY);
    assertThat(told).as("the own region").isEmpty();
    far.confirmed(vector(1));
    assertThat(told).isEmpty();
    far.confirmed(vector(2));
    assertThat(told).containsExactly("put");
    near.close();
  }

  @Test
  void whoseClientsAnotherServesWaitsForThatOne() {
    lease("east", 1);
    var north = links.opened("north", vector(5));
    await("put", 2);
    assertThat(told).isEmpty();
    var east = links.opened("east", vector(2));
    assertThat(told).containsExactly("put");
    east.close();
    north.close();
  }

  @Test
  void whatADeadLinkHadConfirmedIsForgotten() {
    lease("east", 1);
    links.opened("east", vector(5)).close();
    await("put", 2);
    assertThat(told).isEmpty();
  }

  @Test
  void aFenceThatOpensLetsAllGo() {
    await("first", 1);
    await("second", 2);
    assertThat(distant.waiting()).isEqualTo(2);
    lease("west", 1);
    assertThat(told).containsExactlyInAnyOrder("first", "second");
    assertThat(distant.waiting()).isZero();
  }

  @Test
  void aFenceThatClosesMakesNewPutsWait() {
    lease("west", 1);
    nowNs += Duration.ofSeconds(4).toNanos();
    await("put", 1);
    assertThat(told).isEmpty();
    assertThat(coverage.isContent()).isFalse();
  }

  private void lease(String holder, long term) {
    var leases = List.of(new RegionLease("west", holder, term));
    fence.asked(leases, "");
    fence.asked(leases, fence.report().mark());
  }

  private void await(String name, long sequence) {
    coverage.await(
        vector(sequence),
        new Coverage.Receipt() {
          @Override
          public void covered() {
            told.add(name);
          }

          @Override
          public void refused(String reason) {
            told.add(name + " refused");
          }
        });
  }

  private static VersionVector vector(long sequence) {
    return VersionVector.of(Map.of(ORIGIN, sequence));
  }

  /** Nobody's patience ends here. */
  private static final class Never implements Scheduler {
    @Override
    public void after(Duration delay, Runnable task) {}

    @Override
    public void execute(Runnable task) {
      task.run();
    }
  }
}
