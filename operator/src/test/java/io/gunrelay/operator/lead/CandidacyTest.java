package io.gunrelay.operator.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandidacyTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Candidacy candidacy = new Candidacy("me");

  @Test
  void aLeaseThatNobodyHoldsIsTaken() {
    assertThat(candidacy.mayTake(Optional.empty(), 0)).isTrue();
    assertThat(candidacy.mayTake(claim("", "1"), 0)).isTrue();
  }

  @Test
  void ourOwnIsRenewed() {
    assertThat(candidacy.mayTake(claim("me", "1"), 0)).isTrue();
  }

  @Test
  void anothersIsLeftToItWhileItIsRenewed() {
    for (int i = 0; i < 20; i++) {
      assertThat(candidacy.mayTake(claim("other", "v" + i), 2L * i * SECOND)).isFalse();
    }
  }

  @Test
  void anothersIsOverWhenItHasNotChangedForItsDuration() {
    assertThat(candidacy.mayTake(claim("other", "1"), 10 * SECOND)).as("seen first").isFalse();
    assertThat(candidacy.mayTake(claim("other", "1"), 13 * SECOND - 1)).isFalse();
    assertThat(candidacy.mayTake(claim("other", "1"), 13 * SECOND)).isTrue();
  }

  private static Optional<Claim> claim(String holder, String version) {
    return Optional.of(new Claim(holder, Duration.ofSeconds(3), 1, version));
  }
}
