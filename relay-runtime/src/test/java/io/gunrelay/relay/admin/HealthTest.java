package io.gunrelay.relay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.admin.Health.Verdict;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final Health health = new Health();
  private final AtomicReference<String> trouble = new AtomicReference<>("");
  private final AtomicReference<String> hang = new AtomicReference<>("");

  @Test
  void whileItStartsARelayIsAliveButNotReadyAndSaysAtWhatItIs() {
    health.starting("opening the store");

    assertThat(health.live().good()).isTrue();
    assertThat(health.started()).isEqualTo(new Verdict(false, "opening the store"));
    assertThat(health.ready()).isEqualTo(new Verdict(false, "opening the store"));
  }

  @Test
  void troubleMakesItNotReadyUntilItIsOver() {
    health.serving(trouble::get, hang::get);
    assertThat(health.ready().good()).isTrue();

    trouble.set("the disk is full");
    assertThat(health.ready()).isEqualTo(new Verdict(false, "the disk is full"));
    assertThat(health.started().good()).isTrue();
    assertThat(health.live().good()).isTrue();

    trouble.set("");
    assertThat(health.ready().good()).isTrue();
  }

  @Test
  void onlyAHangMakesItNotAlive() {
    health.serving(trouble::get, hang::get);
    hang.set("a loop does not come round");
    assertThat(health.live()).isEqualTo(new Verdict(false, "a loop does not come round"));
  }

  @Test
  void aRelayThatStopsIsNotReadyAtOnce() {
    health.serving(trouble::get, hang::get);
    health.stopping();
    assertThat(health.ready()).isEqualTo(new Verdict(false, "stopping"));
    assertThat(health.live().good()).isTrue();
  }
}
