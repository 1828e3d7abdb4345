package io.gunrelay.relay.replication.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.store.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetOriginsTest {
  private static final int COUNT = 5;

  private final List<MetOrigins> chain = new ArrayList<>();
  private long nowNs;

  @Test
  void eachProcessIsMetOnceAndTheOwnOneNever() {
    MetOrigins met = new MetOrigins(origin(0), () -> nowNs);
    assertThat(met.add(origin(0))).isFalse();
    assertThat(met.add(origin(1))).isTrue();
    assertThat(met.add(origin(1))).isFalse();
    met.remove(origin(1));
    assertThat(met.add(origin(1))).isTrue();
  }

  @Test
  void whoIsMetByOneIsHeardOfByAllThatAreLinkedOverOthers() {
    link();
    tick(COUNT);
    assertThat(chain.getLast().alive()).hasSize(COUNT - 1).contains(origin(0));
  }

  @Test
  void whoIsGoneIsForgottenByAllAlthoughTheyTellEachOther() {
    link();
    tick(COUNT);
    chain.get(1).remove(origin(0));
    tick(70);
    for (MetOrigins met : chain.subList(1, COUNT)) {
      assertThat(met.alive()).doesNotContain(origin(0));
    }
    assertThat(chain.getLast().alive()).hasSize(COUNT - 2);
  }

  @Test
  void whatIsToldIsBounded() {
    MetOrigins met = new MetOrigins(origin(0), () -> nowNs);
    for (int i = 1; i < 10_000; i++) {
      met.heardOf(Map.of(origin(i), 0));
    }
    assertThat(met.tell()).hasSizeLessThan(2_000);
  }

  /** Each of them is linked with the next one. */
  private void link() {
    for (int i = 0; i < COUNT; i++) {
      chain.add(new MetOrigins(origin(i), () -> nowNs));
    }
    for (int i = 1; i < COUNT; i++) {
      chain.get(i).add(origin(i - 1));
      chain.get(i - 1).add(origin(i));
    }
  }

  /**
   * Lets neighbours tell each other whom they have heard of, once a second; the first is silent.
   */
  private void tick(int seconds) {
    for (int second = 0; second < seconds; second++) {
      nowNs += Duration.ofSeconds(1).toNanos();
      for (int i = 2; i < COUNT; i++) {
        chain.get(i).heardOf(chain.get(i - 1).tell());
        chain.get(i - 1).heardOf(chain.get(i).tell());
      }
    }
  }

  private static Origin origin(int number) {
    return new Origin(1, number);
  }
}
