package io.gunrelay.relay.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ActiveUsersTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final ActiveUsers users = new ActiveUsers(now::get, 42);

  @Test
  void aKeyCountsOnceHoweverOftenItSigns() {
    for (int i = 0; i < 1_000; i++) {
      users.seen("key " + i % 10);
    }
    assertThat(users.inMinutes(5)).isCloseTo(10, within(0.5));
  }

  @Property(tries = 20)
  void theEstimateIsNear(@ForAll @IntRange(min = 1, max = 50_000) int keys, @ForAll long seed) {
    ActiveUsers many = new ActiveUsers(now::get, seed);
    for (int i = 0; i < keys; i++) {
      many.seen("key " + i);
    }
    // Four standard errors.
    assertThat(many.inMinutes(5)).isCloseTo(keys, within(Math.max(2, keys * 0.1)));
  }

  @Test
  void whoSignedBeforeTheWindowIsNotCounted() {
    users.seen("early");
    pass(Duration.ofMinutes(10));
    users.seen("late");
    assertThat(users.inMinutes(5)).isCloseTo(1, within(0.1));
    assertThat(users.inMinutes(60)).isCloseTo(2, within(0.1));
    pass(Duration.ofHours(3));
    assertThat(users.inMinutes(60)).isCloseTo(0, within(0.1));
    assertThat(users.inHours(24)).isCloseTo(2, within(0.1));
    pass(Duration.ofHours(24));
    assertThat(users.inHours(24)).isCloseTo(0, within(0.1));
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }
}
