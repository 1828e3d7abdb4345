package io.gunrelay.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gunrelay.operator.decide.Ref;
import io.gunrelay.operator.fleet.Fleets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContestsTest {

  private Instant now = Instant.EPOCH;
  private final Contests contests = new Contests(() -> now);
  private final HasMetadata wanted = wish("one");
  private final Ref ref = Ref.to(wanted);

  @Test
  void aFewRepairsAreMadeAtOnceAndThenOneInAWhile() {
    assertThat(writes()).isEqualTo(Contests.BURST);
    for (int i = 0; i < 5; i++) {
      now = now.plus(Contests.REFILL);
      assertThat(writes()).isEqualTo(1);
    }
  }

  @Test
  void anotherWishIsWrittenAtOnce() {
    writes();

    assertThat(contests.mayWrite(Fleets.OWNER, ref, wish("two"))).isTrue();
  }

  @Test
  void aLullFillsTheBudget() {
    writes();
    now = now.plus(Contests.REFILL.multipliedBy(100));

    assertThat(writes()).isEqualTo(Contests.BURST);
  }

  /** How often it may be written in this moment. */
  private int writes() {
    int count = 0;
    while (contests.mayWrite(Fleets.OWNER, ref, wanted)) {
      contests.wrote(Fleets.OWNER, ref, wanted);
      count++;
    }
    return count;
  }

  private static HasMetadata wish(String text) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("demo")
        .endMetadata()
        .withData(Map.of("text", text))
        .build();
  }
}
