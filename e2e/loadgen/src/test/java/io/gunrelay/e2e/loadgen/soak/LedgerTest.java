package io.gunrelay.e2e.loadgen.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger("run", 4);

  @Test
  void nothingIsOwedForWhatWasOnlySent() {
    ledger.sent(1, 7);

    assertThat(ledger.owes(1)).isFalse();
  }

  @Test
  void theNewestAcknowledgedOrAnythingSentLaterIsRight() {
    ledger.sent(1, 7);
    ledger.acknowledged(1, 7);
    ledger.sent(1, 9);

    assertThat(ledger.owes(1)).isTrue();
    assertThat(ledger.allows(1, 7)).isTrue();
    assertThat(ledger.allows(1, 9)).isTrue();
  }

  @Test
  void somethingOlderOrNeverSentIsWrong() {
    ledger.sent(1, 9);
    ledger.acknowledged(1, 9);
    ledger.acknowledged(1, 7);

    assertThat(ledger.allows(1, 7)).isFalse();
    assertThat(ledger.allows(1, 10)).isFalse();
    assertThat(ledger.allows(1, -1)).isFalse();
  }
}
