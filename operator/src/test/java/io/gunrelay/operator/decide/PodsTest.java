package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.gunrelay.operator.fleet.Names;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PodsTest {

  @Test
  void aRelayThatRunsHasNotEnded() {
    assertThat(Pods.hasEnded(pod(relay -> relay.withState(running())))).isFalse();
    assertThat(Pods.hasEnded(new Pod())).as("nothing is known of it yet").isFalse();
  }

  @Test
  void aRelayWhoseProcessEndedHasEndedUntilTheNextOneRuns() {
    assertThat(Pods.hasEnded(pod(relay -> relay.withState(terminated("Error"))))).isTrue();
    assertThat(
            Pods.hasEnded(
                pod(relay ->
                    relay.withState(
                        new ContainerStateBuilder()
                            .withNewWaiting()
                            .withReason("CrashLoopBackOff")
                            .endWaiting()
                            .build()))))
        .isTrue();
  }

  @Test
  void restartsAreThoseOfTheProcess() {
    assertThat(
            Pods.restarts(
                pod(relay -> relay.withRestartCount(2).withLastState(terminated("OOMKilled")))))
        .isEqualTo(2);
    assertThat(Pods.restarts(pod(relay -> relay.withRestartCount(0)))).isZero();
  }

  @Test
  void aRelayThatWentDownWithItsNodeDidNotRestartOfItsOwn() {
    assertThat(
            Pods.restarts(
                pod(relay -> relay.withRestartCount(1).withLastState(terminated("Unknown")))))
        .isZero();
  }

  @Test
  void aRelayThatTakesNoClientsCanHandOverThoseThatItHas() {
    var unready = pod(relay -> relay.withReady(false).withState(running()));

    assertThat(Pods.isReadyToStay(unready)).isFalse();
    assertThat(Pods.canHandOver(unready)).isTrue();
  }

  @Test
  void aRelayThatIsAboutToEndHandsItsClientsOverByItself() {
    var ending = pod(relay -> relay.withState(running()));
    ending.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");

    assertThat(Pods.canHandOver(ending)).isFalse();
    assertThat(Pods.canHandOver(new Pod())).as("it does not run yet").isFalse();
  }

  private static ContainerState running() {
    return new ContainerStateBuilder().withNewRunning().endRunning().build();
  }

  private static ContainerState terminated(String reason) {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withReason(reason)
        .endTerminated()
        .build();
  }

  private static Pod pod(UnaryOperator<ContainerStatusBuilder> relay) {
    return new PodBuilder()
        .withNewMetadata()
        .endMetadata()
        .withNewStatus()
        .withPhase("Running")
        .withContainerStatuses(
            relay
                .apply(new ContainerStatusBuilder().withName(Names.CONTAINER).withRestartCount(0))
                .build())
        .endStatus()
        .build();
  }
}
