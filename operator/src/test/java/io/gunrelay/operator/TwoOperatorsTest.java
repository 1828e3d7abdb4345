package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.gunrelay.operator.FaultyApi.Fault;
import io.gunrelay.operator.config.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two operators for one namespace, on a real API server. */
@ExtendWith(ApiServer.class)
class TwoOperatorsTest {

  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
  private static final Duration AFTER_A_STOP = Duration.ofSeconds(2);

  private final ApiServer.Running server;
  private final FaultyApi network;
  private final Settings.Lease lease =
      new Settings.Lease("gunrelay-system", "two-operators", "one");
  private Fixture fixture;
  private Running other;

  TwoOperatorsTest(ApiServer.Running server) {
    this.server = server;
    this.network = FaultyApi.before(server.ofTheOperator());
  }

  @BeforeEach
  void startTwo() {
    fixture = Fixture.start(server, network.config(), Optional.of(lease));
    fixture.until("one to lead", () -> fixture.running().leads());
    other = fixture.startAnother(server.ofTheOperator(), lease.as("other"));
    fixture.settled("fleet", Specs.quickstart());
  }

  @AfterEach
  void stopBoth() {
    other.close();
    fixture.close();
    network.close();
    server
        .client()
        .resources(Lease.class)
        .inNamespace(lease.namespace())
        .withName(lease.name())
        .delete();
  }

  @Test
  void theOtherWorksSoonAfterTheLeaderIsCutOffAndNeverBesideIt() throws InterruptedException {
    var both = new AtomicBoolean();
    var over = new AtomicBoolean();
    var looking =
        Thread.ofVirtual()
            .start(() -> {
              while (!over.get()) {
                both.compareAndSet(false, fixture.running().leads() && other.leads());
                LockSupport.parkNanos(100_000);
              }
            });
    network.harm((method, path) -> Fault.SILENCE);
    network.cutWatches();
    var cut = System.nanoTime();
    fixture.edit("fleet", spec -> Specs.withReplicas(spec, 4));

    fixture.eventually(Deployment.class, "fleet-west-blue", d -> d.getSpec().getReplicas() == 4);
    var away = Duration.ofNanos(System.nanoTime() - cut);
    network.heal();
    fixture.edit("fleet", spec -> Specs.withReplicas(spec, 3));
    fixture.eventually(Deployment.class, "fleet-west-blue", d -> d.getSpec().getReplicas() == 3);
    over.set(true);
    looking.join();

    System.out.printf("the work went on %d ms after the leader was cut off%n", away.toMillis());
    assertThat(away).isLessThan(AFTER_A_FAILURE);
    assertThat(both).isFalse();
    assertThat(fixture.running().leads()).isFalse();
    assertThat(other.leads()).isTrue();
  }

  @Test
  void aLeaderThatStopsGivesTheLeaseUp() {
    var stopped = System.nanoTime();
    fixture.running().close();
    fixture.edit("fleet", spec -> Specs.withReplicas(spec, 4));

    fixture.eventually(Deployment.class, "fleet-west-blue", d -> d.getSpec().getReplicas() == 4);
    var away = Duration.ofNanos(System.nanoTime() - stopped);

    System.out.printf("the work went on %d ms after the leader began to stop%n", away.toMillis());
    assertThat(away).isLessThan(AFTER_A_STOP);
  }

  @Test
  void aLeaseThatIsTakenAwayEndsTheWorkAtOnce() {
    var leases = server.client().resources(Lease.class).inNamespace(lease.namespace());
    leases
        .withName(lease.name())
        .edit(present -> {
          present.getSpec().setHolderIdentity("a third");
          return present;
        });

    fixture.until("nobody of the two to work", () -> !fixture.running().leads());
    assertThat(other.leads()).isFalse();
    fixture.until("one of them to work again", () -> fixture.running().leads() || other.leads());
    assertThat(fixture.running().leads() && other.leads()).isFalse();
  }
}
