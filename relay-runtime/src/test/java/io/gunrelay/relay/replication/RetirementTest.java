package io.gunrelay.relay.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.TestGraph;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.transport.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetirementTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int LIVES = 6;
  private static final int KEYS = 20;

  @TempDir Path folder;

  @Test
  void aRelayLetsGoOfItsFormerLivesAndKeepsWhatTheyTook() {
    Set<Origin> former = live();
    Set<Origin> gone = ConcurrentHashMap.newKeySet();

    try (TestGraph graph = new TestGraph(folder)) {
      Retirement retirement = retirement(graph, Set.of(), Duration.ZERO, gone);
      Eventually.await(
          "two of the dead are left",
          SOON,
          () -> {
            retirement.turn();
            return graph.engine.journal().origins() == 2 + 1;
          });
      assertThat(gone).isSubsetOf(former).hasSize(LIVES - 2);
      assertAllIsThere(graph);
    }
    try (TestGraph again = new TestGraph(folder)) {
      assertThat(again.engine.journal().origins()).isEqualTo(2 + 1);
      assertAllIsThere(again);
    }
  }

  @Test
  void whoIsLinkedOrWasAMomentAgoIsNotTakenForDead() {
    Set<Origin> former = live();
    Set<Origin> gone = ConcurrentHashMap.newKeySet();
    try (TestGraph graph = new TestGraph(folder)) {
      Retirement ofTheLinked = retirement(graph, former, Duration.ZERO, gone);
      Retirement soon = retirement(graph, Set.of(), Duration.ofHours(1), gone);
      for (int turn = 0; turn < 5; turn++) {
        ofTheLinked.turn();
        soon.turn();
        assertThat(TestGraph.await(graph.put(graph.new Listener(), delta("turn", turn)))).isNull();
      }
      assertThat(gone).isEmpty();
      assertThat(graph.engine.journal().origins()).isEqualTo(LIVES + 1);
    }
  }

  /** Runs relays on the folder, one after the other, each of which takes puts. */
  private Set<Origin> live() {
    Set<Origin> origins = new HashSet<>();
    for (int life = 0; life < LIVES; life++) {
      try (TestGraph graph = new TestGraph(folder)) {
        origins.add(graph.engine.origin());
        for (int key = 0; key < KEYS; key++) {
          assertThat(TestGraph.await(graph.put(graph.new Listener(), delta("life" + life, key))))
              .isNull();
        }
      }
    }
    return origins;
  }

  private static Retirement retirement(
      TestGraph graph, Set<Origin> linked, Duration grace, Set<Origin> gone) {
    return new Retirement(
        graph.engine,
        () -> linked,
        new Retirement.Limits(2, grace, KEYS / 2),
        gone::addAll,
        System::nanoTime);
  }

  private static void assertAllIsThere(TestGraph graph) {
    for (int life = 0; life < LIVES; life++) {
      assertThat(graph.new Listener().get("life" + life).text().split(",", -1)).hasSize(KEYS);
    }
  }

  private static Delta delta(String soul, int key) {
    return TestGraph.delta(soul, "k" + key, 1, "1");
  }
}
