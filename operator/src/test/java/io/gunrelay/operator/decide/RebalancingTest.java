package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gunrelay.operator.decide.Balance.HandOver;
import io.gunrelay.relay.api.DrainReport;
import io.gunrelay.relay.api.DrainReport.State;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RebalancingTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(2));
  private static final DrainReport NONE = drain(State.NONE, null, 0, 0);

  private static DrainReport drain(State state, @Nullable Instant begun, long told, long returned) {
    return new DrainReport(state, begun, 0.5, 500, 0, told, told, told, returned, 0);
  }

  private static RelayReport relay(
      String name, long clients, Instant begun, boolean ready, @Nullable DrainReport drain) {
    return new RelayReport(
        name, "1", "west", "00", begun, ready, "", new Load(clients, 0, 0, 0), null, drain);
  }

  private static RelayReport relay(String name, long clients) {
    return relay(name, clients, LONG_AGO, true, NONE);
  }

  private static List<HandOver> orders(RelayReport... relays) {
    return Rebalancing.of(List.of(relays), NOW) instanceof Balance.Uneven(var orders)
        ? orders
        : List.of();
  }

  @Test
  void whoHasTooManyHandsOverSoManyThatAllHaveTheirPartThoughSomeComeBack() {
    // Of 120 that leave, 30 come to each of the four.
    assertThat(orders(relay("a", 190), relay("b", 70), relay("c", 70), relay("new", 70)))
        .containsExactly(new HandOver("a", 190, 120 / 190.0, 100));
  }

  @Test
  void aRelayKeepsSomeOfItsClients() {
    assertThat(orders(relay("a", 100), relay("b", 100), relay("new", 0)))
        .extracting(HandOver::relay, HandOver::share)
        .containsExactly(tuple("a", 0.8), tuple("b", 0.8));
  }

  @Test
  void anOrderSaysInOneLineWhatItIsFor() {
    assertThat(new HandOver("west-1", 190, 120 / 190.0, 100).message())
        .isEqualTo(
            "west-1 hands over 120 of its 190 clients; relays of its region have 100 on average");
  }

  @Test
  void whatIsNotFarAboveTheMeanIsLeftAlone() {
    assertThat(orders(relay("a", 40), relay("b", 0))).as("20 clients").isEmpty();
    assertThat(orders(relay("a", 42), relay("b", 0))).as("21 clients").hasSize(1);
    assertThat(orders(relay("a", 1_200), relay("b", 800))).as("20 %").isEmpty();
    assertThat(orders(relay("a", 1_201), relay("b", 799))).as("more than 20 %").hasSize(1);
    assertThat(orders(relay("a", 500))).as("nobody to hand over to").isEmpty();
  }

  @Test
  void nothingIsOrderedOfRelaysThatAreNotReadyOrDoNotSayWhatTheyHandOver() {
    var many = relay("a", 500);
    assertThat(orders(many, relay("b", 0))).isNotEmpty();
    assertThat(orders(many, relay("b", 0, LONG_AGO, false, NONE))).isEmpty();
    assertThat(orders(many, relay("b", 0, LONG_AGO, true, null))).isEmpty();
  }

  @Test
  void whatWasDoneLastShowsItsEffectFirst() {
    var other = relay("b", 0);
    for (var state : State.values()) {
      for (int second = 0; second < 60; second++) {
        var begun = NOW.minusSeconds(second);
        var balance =
            Rebalancing.of(
                List.of(relay("a", 500, LONG_AGO, true, drain(state, begun, 9, 0)), other), NOW);
        if (state == State.MOVING || second < 30) {
          assertThat(balance).isInstanceOf(Balance.Settling.class);
          assertThat(balance.again(NOW).orElseThrow()).isAfter(NOW).isBefore(NOW.plusSeconds(31));
        } else {
          assertThat(balance).isInstanceOf(Balance.Uneven.class);
        }
      }
    }
  }

  @Test
  void aRelayThatHasJustStartedIsGivenTimeToBeKnown() {
    var many = relay("a", 500);
    assertThat(Rebalancing.of(List.of(many, relay("b", 0, NOW.minusSeconds(5), true, NONE)), NOW))
        .isEqualTo(new Balance.Settling(NOW.plusSeconds(15)));
    assertThat(orders(many, relay("b", 0, NOW.minusSeconds(20), true, NONE))).hasSize(1);
    assertThat(orders(many, relay("b", 0, NOW.plus(Duration.ofDays(1)), true, NONE)))
        .as("its clock is wrong")
        .hasSize(1);
  }

  /** As by an entry that leads each address to one relay always. */
  @Test
  void whoAreLedBackAreNotDisturbedAgainUntilARelayIsAdded() {
    var back = drain(State.DONE, NOW.minusSeconds(100), 100, 90);
    var many = relay("a", 500, LONG_AGO, true, back);
    assertThat(orders(many, relay("b", 0))).isEmpty();
    assertThat(Rebalancing.of(List.of(many, relay("b", 0)), NOW)).isEqualTo(new Balance.Even());
    assertThat(orders(many, relay("b", 0, NOW.minusSeconds(50), true, NONE))).hasSize(1);
    var half = drain(State.DONE, NOW.minusSeconds(100), 100, 55);
    assertThat(orders(relay("a", 500, LONG_AGO, true, half), relay("b", 0)))
        .as("of two relays, one in two comes back")
        .hasSize(1);
  }

  /** Clients that are led to any relay alike, however they were spread. */
  @Property(tries = 300)
  void itConvergesAndThenOrdersNothing(
      @ForAll @Size(min = 2, max = 8) List<@IntRange(max = 5_000) Integer> clients,
      @ForAll Random random) {
    var region = new Played(clients, random);
    var rounds = 0;
    while (region.round() && rounds < 20) {
      rounds++;
    }
    assertThat(rounds).isLessThan(20);
    var mean = region.mean();
    assertThat(region.most()).isLessThanOrEqualTo((long) (mean + Math.max(20, mean * 0.2)));
    assertThat(region.round()).as("nothing changes, nothing is ordered").isFalse();
  }

  /** Nobody is sent away by a relay that lacks clients, and no relay is emptied. */
  @Property
  void onlyRelaysAboveTheMeanHandOverAndNeverAll(
      @ForAll @Size(min = 2, max = 12) List<@IntRange(max = 100_000) Integer> clients) {
    var relays =
        IntStream.range(0, clients.size())
            .mapToObj(i -> relay("r" + i, clients.get(i)))
            .toArray(RelayReport[]::new);
    var mean = clients.stream().mapToInt(Integer::intValue).average().orElseThrow();
    var orders = orders(relays);
    assertThat(orders)
        .allSatisfy(order -> {
          assertThat((double) order.clients()).isGreaterThan(mean);
          assertThat(order.share()).isGreaterThan(0).isLessThanOrEqualTo(0.8);
        });
    var margin = Math.max(20, 0.2 * mean);
    assertThat(orders.isEmpty())
        .isEqualTo(clients.stream().noneMatch(count -> count - mean > margin));
  }

  /** However many rounds there are, each client is told once where all are led back. */
  @Property
  void anEntryThatLeadsAllBackIsNotFoughtWith(
      @ForAll @Size(min = 2, max = 8) List<@IntRange(max = 5_000) Integer> clients) {
    var region = new Played(clients, null);
    var ordered = 0;
    for (int round = 0; round < 10; round++) {
      ordered += region.round() ? 1 : 0;
    }
    assertThat(ordered).isLessThanOrEqualTo(2);
  }

  /** A region whose relays do as they are told. */
  private static final class Played {
    private final long[] clients;
    private final DrainReport[] drains;
    private final @Nullable Random random;
    private Instant now = NOW;

    /**
     * @param random where clients are led to; null: to where they came from
     */
    Played(List<Integer> clients, @Nullable Random random) {
      this.clients = clients.stream().mapToLong(Integer::longValue).toArray();
      this.random = random;
      drains = new DrainReport[this.clients.length];
      Arrays.fill(drains, NONE);
    }

    /** Whether something was ordered. */
    boolean round() {
      now = now.plusSeconds(60);
      var relays = new ArrayList<RelayReport>();
      for (int i = 0; i < clients.length; i++) {
        relays.add(relay(String.valueOf(i), clients[i], LONG_AGO, true, drains[i]));
      }
      if (!(Rebalancing.of(relays, now) instanceof Balance.Uneven(var orders))) {
        return false;
      }
      var landing = new ArrayList<Integer>();
      for (var order : orders) {
        int from = Integer.parseInt(order.relay());
        long told = (long) Math.ceil(clients[from] * order.share());
        long returned = 0;
        for (long i = 0; i < told; i++) {
          int to = random == null ? from : random.nextInt(clients.length);
          returned += to == from ? 1 : 0;
          landing.add(to);
        }
        clients[from] -= told;
        drains[from] = drain(State.DONE, now, told, returned);
      }
      landing.forEach(to -> clients[to]++);
      return true;
    }

    double mean() {
      return Arrays.stream(clients).average().orElseThrow();
    }

    long most() {
      return Arrays.stream(clients).max().orElseThrow();
    }
  }
}
