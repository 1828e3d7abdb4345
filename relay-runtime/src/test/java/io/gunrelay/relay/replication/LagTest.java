package io.gunrelay.relay.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagTest {
  private static final Origin A = new Origin(1, 1);
  private static final Origin B = new Origin(2, 2);
  private static final long SILENT = 10;

  private final Lag lag = new Lag(SILENT);

  @Test
  void nothingIsKnownBeforeTheSourceHasSaidHowFarItIs() {
    lag.synced(vector(A, 5));
    assertThat(lag.behind(9)).isEmpty();
  }

  @Test
  void whatIsMissingIsCountedFromWhenItWasHeardUntilItIsCovered() {
    lag.synced(vector(A, 5));
    heard(vector(A, 5), 0, 100);
    assertThat(lag.behind(100)).contains(new Lag.Behind(0, 0, 0));
    heard(vector(A, 7), 30, 105);
    assertThat(lag.behind(108)).contains(new Lag.Behind(2, 30, 3));
    lag.synced(vector(A, 6));
    assertThat(lag.behind(109)).contains(new Lag.Behind(1, 30, 4));
    heard(vector(B, 3), 20, 110);
    lag.synced(vector(A, 7));
    assertThat(lag.behind(112)).contains(new Lag.Behind(3, 20, 2));
    lag.synced(vector(B, 4));
    assertThat(lag.behind(113)).contains(new Lag.Behind(0, 20, 0));
  }

  @Test
  void aSourceThatFallsSilentIsTakenToGoOn() {
    heard(VersionVector.EMPTY, 0, 100);
    assertThat(lag.behind(100 + SILENT)).contains(new Lag.Behind(0, 0, 0));
    assertThat(lag.behind(107 + SILENT)).contains(new Lag.Behind(0, 0, 7));
  }

  @Test
  void whatIsRememberedIsBoundedAndIsNotTakenForLess() {
    for (int i = 1; i <= 1_000; i++) {
      heard(vector(A, i), 0, i);
    }
    lag.synced(vector(A, 999));
    assertThat(lag.behind(1_000))
        .hasValueSatisfying(behind -> {
          assertThat(behind.changes()).isOne();
          assertThat(behind.nanos()).isPositive();
        });
  }

  private void heard(VersionVector vector, long bytes, long now) {
    lag.heard(new Message.Progress(vector, bytes, Map.of()), now);
  }

  private static VersionVector vector(Origin origin, long sequence) {
    return VersionVector.of(Map.of(origin, sequence));
  }
}
