package io.gunrelay.relay.graph;

import static io.gunrelay.relay.graph.TestGraph.await;
import static io.gunrelay.relay.graph.TestGraph.delta;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.transport.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeferralsTest {
  @TempDir Path folder;

  @Test
  void aPutFromTheFutureIsAcknowledgedAndSeenOnlyWhenItIsDue() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      client.get("a").text();
      double due = graph.now.get() + 50;
      assertThat(await(graph.put(graph.new Listener(), delta("a", "x", due, "1")))).isNull();
      assertThat(client.get("a").text()).isEqualTo("not found");
      assertThat(graph.engine.figures().deferred()).isEqualTo(1);
      graph.now.addAndGet(50);
      assertThat(client.hear()).isEqualTo("a.x=1@" + (long) due);
      Eventually.await(
          "nothing is deferred any more",
          Duration.ofSeconds(5),
          () -> graph.engine.figures().deferred() == 0);
    }
  }

  @Test
  void aPutFromTheFutureSurvivesARestart() {
    double due;
    try (TestGraph graph = new TestGraph(folder)) {
      due = graph.now.get() + 3_600_000;
      await(graph.put(graph.new Listener(), delta("a", "x", due, "1"), delta("a", "y", 1, "2")));
    }
    try (TestGraph graph = new TestGraph(folder)) {
      assertThat(graph.engine.figures().deferred()).isEqualTo(1);
      assertThat(graph.new Listener().get("a").text()).isEqualTo("a.y=2@1");
    }
    try (TestGraph graph = new TestGraph(folder, (long) due)) {
      var client = graph.new Listener();
      if (client.get("a", "x").text().equals("not found")) {
        assertThat(client.hear()).isEqualTo("a.x=1@" + (long) due);
      }
    }
    try (TestGraph graph = new TestGraph(folder, (long) due)) {
      assertThat(graph.engine.figures().deferred()).isZero();
      assertThat(graph.new Listener().get("a", "x").text()).isEqualTo("a.x=1@" + (long) due);
    }
  }

  @Test
  void theNewestOfSeveralIsWhatRemains() {
    try (TestGraph graph = new TestGraph(folder)) {
      var client = graph.new Listener();
      var subscriber = graph.new Listener();
      subscriber.get("a").text();
      double due = graph.now.get() + 30;
      await(graph.put(client, delta("a", "x", due + 1, "2")));
      await(graph.put(client, delta("a", "x", due, "1")));
      await(graph.put(client, delta("a", "x", due, "1")));
      assertThat(graph.engine.figures().deferred()).as("the repeat is not kept").isEqualTo(2);
      graph.now.addAndGet(100);
      assertThat(subscriber.hear()).isEqualTo("a.x=1@" + (long) due);
      assertThat(subscriber.hear()).isEqualTo("a.x=2@" + (long) (due + 1));
      assertThat(subscriber.get("a").text()).isEqualTo("a.x=2@" + (long) (due + 1));
    }
  }

  @Test
  void bytesOfTheFutureHaveALimitAsWell() {
    try (TestGraph graph = new TestGraph(folder, new GraphSettings(1 << 20, 1 << 24, 100, 1))) {
      var client = graph.new Listener();
      double due = graph.now.get() + 1_000;
      String large = '"' + "x".repeat(600_000) + '"';
      assertThat(await(graph.put(client, delta("a", "x", due, large)))).isNull();
      assertThat(await(graph.put(client, delta("a", "y", due, large)))).isNull();
      assertThat(await(graph.put(client, delta("a", "z", due, "1")))).contains("clock");
      var subscriber = graph.new Listener();
      subscriber.get("a", "y").text();
      graph.now.addAndGet(2_000);
      subscriber.hear();
      assertThat(await(graph.put(client, delta("a", "z", due + 3_600_000, "1")))).isNull();
    }
  }

  @Test
  void whoseAllowanceIsUsedUpIsRefusedUntilSomethingIsDue() {
    try (TestGraph graph = new TestGraph(folder)) {
      OneAtATime client = new OneAtATime();
      double due = graph.now.get() + 50;
      assertThat(await(graph.put(client, delta("a", "x", due, "1")))).isNull();
      assertThat(await(graph.put(client, delta("a", "y", due, "1"), delta("a", "n", 1, "1"))))
          .isEqualTo("one is enough");
      assertThat(await(graph.put(graph.new Listener(), delta("b", "y", due, "1")))).isNull();
      assertThat(graph.engine.figures().deferred()).isEqualTo(2);
      var subscriber = graph.new Listener();
      subscriber.get("a").text();
      graph.now.addAndGet(50);
      assertThat(subscriber.hear()).isEqualTo("a.x=1@" + (long) due);

      assertThat(client.taken.get()).isZero();
      double later = graph.now.get() + 3_600_000;
      assertThat(await(graph.put(client, delta("a", "x", later, "2")))).isNull();
      client.taken.set(0);
      assertThat(await(graph.put(client, delta("a", "x", later, "2")))).isNull();
      assertThat(client.taken.get()).as("a repeat is not kept").isZero();
    }
  }

  /** A client of which one put from the future is kept at a time. */
  private static final class OneAtATime implements Client, Allowance {
    final AtomicLong taken = new AtomicLong();

    @Override
    public Outlet outlet() {
      return (clients, update) -> {};
    }

    @Override
    public Allowance future(String soul) {
      return this;
    }

    @Override
    public Optional<String> take(long bytes) {
      return taken.compareAndSet(0, bytes) ? Optional.empty() : Optional.of("one is enough");
    }

    @Override
    public void giveBack(long bytes) {
      taken.addAndGet(-bytes);
    }
  }

  @Test
  void moreThanMayBeKeptIsRefusedWithAReason() {
    try (TestGraph graph = new TestGraph(folder, new GraphSettings(1 << 20, 1 << 20, 2, 1))) {
      var client = graph.new Listener();
      double due = graph.now.get() + 3_600_000;
      assertThat(await(graph.put(client, delta("a", "x", due, "1"), delta("a", "y", due, "1"))))
          .isNull();
      assertThat(await(graph.put(client, delta("a", "z", due, "1")))).contains("clock");
      assertThat(await(graph.put(client, delta("a", "z", 1, "1")))).isNull();
    }
  }
}
