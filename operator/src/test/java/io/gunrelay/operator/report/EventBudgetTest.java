package io.gunrelay.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventBudgetTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InstantSource clock = now::get;
  private final EventBudget budget = new EventBudget(clock);

  @Test
  void aFewEventsAreFreeAndThenOneAMinute() {
    for (int i = 0; i < 25; i++) {
      assertThat(budget.take("a")).isTrue();
    }
    assertThat(budget.take("a")).isFalse();

    pass(Duration.ofSeconds(59));
    assertThat(budget.take("a")).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(budget.take("a")).isTrue();
    assertThat(budget.take("a")).isFalse();
  }

  @Test
  void aNoisyResourceTakesNothingFromAnother() {
    for (int i = 0; i < 30; i++) {
      budget.take("noisy");
    }
    assertThat(budget.take("quiet")).isTrue();
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
