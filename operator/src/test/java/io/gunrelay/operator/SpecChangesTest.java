package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.FaultyApi.Fault;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The spec changes in the instant in which the operator writes status, and that change makes the
 * operator write status again: had one change been lost, the next would never be made. {@code
 * -Dgunrelay.spec-changes=5000} makes so many.
 */
@ExtendWith(ApiServer.class)
class SpecChangesTest {

  private static final int CHANGES = Integer.getInteger("gunrelay.spec-changes", 60);
  private static final int LATEST_MICROS = 3_000;

  private final ApiServer.Running server;

  SpecChangesTest(ApiServer.Running server) {
    this.server = server;
  }

  @Test
  void noneIsLostInTheInstantOfAStatusWrite() {
    var made = new AtomicInteger();
    var random = new Random(1);
    try (var api = FaultyApi.before(server.ofTheOperator());
        var fixture = Fixture.start(server, api.config(), Optional.empty())) {
      var first = fixture.settled("busy", Specs.quickstart());
      api.harm((method, path) -> {
        if (path.contains("/gunrelayclusters/busy/status")) {
          changeAbout(fixture, made, random);
        }
        return Fault.NONE;
      });

      change(fixture, made.incrementAndGet());
      for (int seen = 0; seen < CHANGES; seen = made.get()) {
        int before = seen;
        fixture.until(
            "change %d to be acted upon".formatted(before + 1), () -> made.get() > before);
      }
      api.heal();

      var last = fixture.settled("busy");
      assertThat(last.getMetadata().getGeneration())
          .as("each change is a generation, and nobody else makes one")
          .isEqualTo(first.getMetadata().getGeneration() + made.get());
      assertThat(last.getSpec().replicas()).isEqualTo(replicas(made.get()));
      assertThat(fixture.eventually(Deployment.class, "busy-west-blue").getSpec().getReplicas())
          .isEqualTo(replicas(made.get()));
    }
  }

  /** Before the status is written, or so soon afterwards that nobody knows which was first. */
  private static void changeAbout(Fixture fixture, AtomicInteger made, Random random) {
    int number;
    long lateNs;
    synchronized (made) {
      if (made.get() >= CHANGES) {
        return;
      }
      number = made.get() + 1;
      lateNs = random.nextInt(3) == 0 ? 0 : random.nextInt(LATEST_MICROS) * 1_000L;
      if (lateNs == 0) {
        change(fixture, number);
        made.set(number);
        return;
      }
    }
    var _ =
        Thread.ofVirtual()
            .start(() -> {
              LockSupport.parkNanos(lateNs);
              synchronized (made) {
                change(fixture, made.get() + 1);
                made.incrementAndGet();
              }
            });
  }

  private static int replicas(int change) {
    return 2 + change % 90;
  }

  private static void change(Fixture fixture, int number) {
    fixture
        .client()
        .resources(GunRelayCluster.class)
        .inNamespace(fixture.namespace())
        .withName("busy")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"replicas\":%d}}".formatted(replicas(number)));
  }
}
