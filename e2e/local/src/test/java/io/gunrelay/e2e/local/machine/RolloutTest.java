package io.gunrelay.e2e.local.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import org.junit.jupiter.api.Test;

class RolloutTest {

  @Test
  void missingPodsAreAddedAndSurplusOnesRemoved() {
    assertThat(Rollout.of(3, 1, 0, 1, 0, 1, 0)).isEqualTo(new Rollout(2, 0, 0));
    assertThat(Rollout.of(1, 1, 0, 3, 0, 3, 0)).isEqualTo(new Rollout(0, 2, 0));
  }

  @Test
  void anOldPodGoesOnlyWhenANewOneIsReadyInItsPlace() {
    assertThat(Rollout.of(2, 1, 0, 0, 2, 2, 0)).isEqualTo(new Rollout(1, 0, 0));
    assertThat(Rollout.of(2, 1, 0, 1, 2, 2, 0)).isEqualTo(new Rollout(0, 0, 0));
    assertThat(Rollout.of(2, 1, 0, 1, 2, 3, 0)).isEqualTo(new Rollout(0, 0, 1));
    assertThat(Rollout.of(2, 1, 0, 2, 1, 3, 0)).isEqualTo(new Rollout(0, 0, 1));
  }

  @Test
  void anOldPodThatServesNobodyGoesAtOnce() {
    assertThat(Rollout.of(2, 1, 0, 0, 2, 1, 1).removeOld()).isEqualTo(1);
  }

  @Test
  void sharesAreRoundedUpForSurgeAndDownForUnavailability() {
    assertThat(Rollout.share(new IntOrString("25%"), 2, true)).isEqualTo(1);
    assertThat(Rollout.share(new IntOrString("25%"), 2, false)).isZero();
    assertThat(Rollout.share(new IntOrString(3), 2, false)).isEqualTo(3);
  }
}
