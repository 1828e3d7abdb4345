package io.gunrelay.relay.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.clients.ClientNetwork;
import io.gunrelay.relay.limits.LimitSettings.Rates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** A clock may begin anywhere, and wrap around. */
  private final AtomicLong clockNs = new AtomicLong(Long.MAX_VALUE - SECOND);

  @Test
  void aBucketGivesTenSecondsWorthAtOnceAndThenAsMuchAsFlowsIn() {
    Bucket bucket = new Bucket(clockNs.get());
    Rate rate = new Rate(100);
    for (int i = 0; i < 1_000; i++) {
      assertThat(bucket.take(1, rate, clockNs.get())).isZero();
    }

    assertThat(bucket.take(1, rate, clockNs.get())).isEqualTo(SECOND / 100);
    assertThat(bucket.take(99, rate, clockNs.get())).isEqualTo(SECOND);
    clockNs.addAndGet(SECOND);
    assertThat(bucket.isFull(clockNs.get())).isFalse();
    assertThat(bucket.take(1, rate, clockNs.get())).isEqualTo(SECOND / 100);

    clockNs.addAndGet(60 * SECOND);
    assertThat(bucket.isFull(clockNs.get())).isTrue();
    assertThat(bucket.take(1_000, rate, clockNs.get())).isZero();
    assertThat(bucket.take(Long.MAX_VALUE, rate, clockNs.get()))
        .isEqualTo(Bucket.LONGEST_NS - Rate.BURST.toNanos());
  }

  @Test
  void withoutLimitsNobodyIsRefusedAndWhoLeftIsForgotten() {
    Limits limits = limits(LimitSettings.NONE);
    Account one = limits.enter(network(1)).orElseThrow();

    assertThat(one.subscribed()).isEmpty();
    assertThat(one.putBegan(1L << 40)).isEmpty();
    assertThat(one.voice().heard(1 << 20, 1L << 40)).isEmpty();
    one.left();
    assertThat(limits.accounts().size()).isZero();
  }

  @Test
  void whatWasUsedBeforeThereWasALimitCountsOnceThereIsOne() {
    Limits limits = limits(LimitSettings.NONE);
    Account one = limits.enter(network(1)).orElseThrow();
    assertThat(limits.enter(network(1))).contains(one);
    for (int i = 0; i < 3; i++) {
      assertThat(one.subscribed()).isEmpty();
    }
    assertThat(one.putBegan(100)).isEmpty();
    Voice voice = one.voice();
    Rates rates = new Rates(Rate.UNLIMITED, new Rate(10), Rate.UNLIMITED);

    limits.take(new LimitSettings(Rates.NONE, rates, Rates.NONE, 2, 3, 4, 100, 0, 0));

    assertThat(limits.enter(network(1))).as("a third connection").isEmpty();
    assertThat(one.subscribed())
        .as("a fourth subscription")
        .map(Overrun::scope)
        .contains(Scope.RELAY);
    assertThat(one.putBegan(1)).map(Overrun::resource).contains(Resource.UNACKNOWLEDGED);
    assertThat(voice.heard(101, 1)).map(Overrun::resource).contains(Resource.MESSAGES);
    one.putEnded(100);
    one.unsubscribed(1);
    assertThat(one.putBegan(100)).isEmpty();
    assertThat(one.subscribed()).isEmpty();

    limits.take(LimitSettings.NONE);

    assertThat(limits.enter(network(1))).isPresent();
    assertThat(one.subscribed()).isEmpty();
    assertThat(voice.heard(1_000, 1)).isEmpty();
    one.unsubscribed(4);
    limits.take(new LimitSettings(Rates.NONE, Rates.NONE, Rates.NONE, 0, 1, 0, 0, 0, 0));
    assertThat(one.subscribed()).as("all was given back").isEmpty();
  }

  @Test
  void anAddressHasSoManyConnectionsAndOthersHaveTheirOwn() {
    Limits limits = limits(new LimitSettings(Rates.NONE, Rates.NONE, Rates.NONE, 2, 0, 0, 0, 0, 0));
    Account account = limits.enter(network(1)).orElseThrow();
    assertThat(limits.enter(network(1))).contains(account);
    assertThat(limits.enter(network(1))).isEmpty();
    assertThat(limits.enter(network(2))).isPresent();

    account.left();

    assertThat(limits.enter(network(1))).isPresent();
  }

  @Test
  void whoConnectsTooOftenIsRefusedEvenIfItLeavesInBetween() {
    Rates rates = new Rates(new Rate(1), Rate.UNLIMITED, Rate.UNLIMITED);
    Limits limits = limits(new LimitSettings(Rates.NONE, rates, Rates.NONE, 0, 0, 0, 0, 0, 0));
    for (int i = 0; i < 10; i++) {
      limits.enter(network(1)).orElseThrow().left();
    }
    assertThat(limits.enter(network(1))).isEmpty();
    assertThat(limits.enter(network(2))).isPresent();

    clockNs.addAndGet(2 * SECOND);

    assertThat(limits.enter(network(1))).isPresent();
  }

  @Test
  void theTableOfThoseWhoLeftIsBounded() {
    Rates rates = new Rates(new Rate(1), Rate.UNLIMITED, Rate.UNLIMITED);
    Limits limits = limits(new LimitSettings(Rates.NONE, rates, Rates.NONE, 0, 0, 0, 0, 0, 0));
    for (int i = 0; i < Accounts.MAX_LEFT + 1_000; i++) {
      limits.enter(network(i)).orElseThrow().left();
    }

    assertThat(limits.accounts().size()).isEqualTo(Accounts.MAX_LEFT);
  }

  @Test
  void ifAllTogetherAreTooFastOnlyThoseAboveTheirShareWait() {
    Rates rates = new Rates(Rate.UNLIMITED, new Rate(100), Rate.UNLIMITED);
    Limits limits = limits(new LimitSettings(rates, Rates.NONE, Rates.NONE, 0, 0, 0, 0, 0, 0));
    Voice greedy = limits.enter(network(1)).orElseThrow().voice();
    Voice modest = limits.enter(network(2)).orElseThrow().voice();

    Optional<Overrun> verdict = greedy.heard(2_000, 1);

    assertThat(verdict).isPresent();
    assertThat(verdict.get().scope()).isEqualTo(Scope.RELAY);
    assertThat(verdict.get().waitNs()).isEqualTo(10 * SECOND);
    for (int i = 0; i < 50; i++) {
      assertThat(modest.heard(1, 1)).isEmpty();
    }
  }

  @Test
  void ifTheConnectionsOfAnAddressAreTooFastOnlyThoseAboveTheirShareWait() {
    Rates rates = new Rates(Rate.UNLIMITED, new Rate(100), Rate.UNLIMITED);
    Limits limits = limits(new LimitSettings(Rates.NONE, rates, Rates.NONE, 0, 0, 0, 0, 0, 0));
    Voice greedy = limits.enter(network(1)).orElseThrow().voice();
    Voice modest = limits.enter(network(1)).orElseThrow().voice();
    clockNs.addAndGet(10 * SECOND);

    assertThat(greedy.heard(2_000, 1)).map(Overrun::scope).contains(Scope.ADDRESS);
    for (int i = 0; i < 50; i++) {
      assertThat(modest.heard(1, 1)).isEmpty();
      clockNs.addAndGet(SECOND / 50);
      assertThat(greedy.heard(1, 1)).isPresent();
    }
  }

  @Test
  void whoComesAgainAndAgainGainsNothingByIt() {
    Rates rates = new Rates(Rate.UNLIMITED, new Rate(100), Rate.UNLIMITED);
    Limits limits = limits(new LimitSettings(Rates.NONE, rates, Rates.NONE, 0, 0, 0, 0, 0, 0));
    Account account = limits.enter(network(1)).orElseThrow();
    assertThat(account.voice().heard(1_000, 1)).isEmpty();
    for (int i = 0; i < 100; i++) {
      assertThat(account.voice().heard(10, 1)).isPresent();
    }
  }

  @Test
  void bytesOfTheFutureStayWithTheirAddressWhenItLeavesAndWithTheirKey() {
    Limits limits =
        limits(new LimitSettings(Rates.NONE, Rates.NONE, Rates.NONE, 0, 0, 0, 0, 100, 50));
    Account one = limits.enter(network(1)).orElseThrow();
    Deferring deferring = limits.deferring();
    Optional<String> nobody = Optional.empty();
    assertThat(deferring.began(one, nobody, 60)).isEmpty();
    one.left();
    Account again = limits.enter(network(1)).orElseThrow();
    Account other = limits.enter(network(2)).orElseThrow();

    Overrun overrun = deferring.began(again, nobody, 41).orElseThrow();
    assertThat(overrun.sentence()).contains("100 bytes from the future", "of one address");
    assertThat(deferring.began(again, Optional.of("alice"), 40)).isEmpty();
    assertThat(deferring.began(other, Optional.of("alice"), 11))
        .map(Overrun::scope)
        .contains(Scope.KEY);
    assertThat(deferring.began(other, Optional.of("bob"), 50)).isEmpty();
    assertThat(deferring.began(other, nobody, 50)).as("what was refused counts nothing").isEmpty();

    deferring.ended(one, nobody, 60);
    assertThat(deferring.began(again, nobody, 60)).isEmpty();
    deferring.ended(again, nobody, 60);
    deferring.ended(again, Optional.of("alice"), 40);
    deferring.ended(other, Optional.of("bob"), 50);
    deferring.ended(other, nobody, 50);
    assertThat(deferring.size()).as("nobody is remembered").isZero();
  }

  @Test
  void theLongestWaitOfSeveralLimitsCounts() {
    Rates rates = new Rates(Rate.UNLIMITED, new Rate(10), new Rate(10));
    Limits limits = limits(new LimitSettings(Rates.NONE, rates, Rates.NONE, 0, 0, 0, 0, 0, 0));
    Account account = limits.enter(network(1)).orElseThrow();

    Overrun overrun = account.voice().heard(110, 120).orElseThrow();

    assertThat(overrun).isEqualTo(new Overrun(Scope.ADDRESS, Resource.BYTES, 10, 2 * SECOND));
    assertThat(overrun.sentence()).contains("10 bytes a second of one address");
  }

  @Test
  void subscriptionsAndUnacknowledgedBytesAreGivenBack() {
    Limits limits =
        limits(new LimitSettings(Rates.NONE, Rates.NONE, Rates.NONE, 0, 3, 2, 100, 0, 0));
    Account one = limits.enter(network(1)).orElseThrow();
    Account other = limits.enter(network(2)).orElseThrow();
    assertThat(one.subscribed()).isEmpty();
    assertThat(one.subscribed()).isEmpty();
    assertThat(one.subscribed()).map(Overrun::scope).contains(Scope.ADDRESS);
    assertThat(other.subscribed()).isEmpty();
    assertThat(other.subscribed()).map(Overrun::scope).contains(Scope.RELAY);
    one.unsubscribed(2);
    assertThat(other.subscribed()).isEmpty();

    assertThat(one.putBegan(100)).isEmpty();
    assertThat(one.putBegan(1)).map(Overrun::resource).contains(Resource.UNACKNOWLEDGED);
    assertThat(other.putBegan(1)).isEmpty();
    one.putEnded(100);
    assertThat(one.putBegan(100)).isEmpty();
  }

  @Test
  void aKeyIsLimitedWhoeverWritesWithItAndKeysAreForgotten() {
    Rates rates = new Rates(Rate.UNLIMITED, new Rate(1), Rate.UNLIMITED);
    Limits limits = limits(new LimitSettings(Rates.NONE, Rates.NONE, rates, 0, 0, 0, 0, 0, 0));
    assertThat(limits.keys().wrote("alice", 10, 1)).isEmpty();
    assertThat(limits.keys().wrote("alice", 1, 1)).map(Overrun::scope).contains(Scope.KEY);
    assertThat(limits.keys().wrote("bob", 1, 1)).isEmpty();
    for (int i = 0; i < KeyRates.MAX_KEYS; i++) {
      limits.keys().wrote("key" + i, 1, 1);
    }
    assertThat(limits.keys().size()).isEqualTo(KeyRates.MAX_KEYS);
  }

  private Limits limits(LimitSettings settings) {
    return new Limits(settings, clockNs::get, new SimpleMeterRegistry());
  }

  private static ClientNetwork network(int number) {
    return new ClientNetwork(number, false);
  }
}
