package io.gunrelay.relay.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gunrelay.relay.api.DrainOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DrainTest {
  private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final DrainSettings SETTINGS = new DrainSettings(List.of(), 100);

  /** A client that does what it is told, or not. */
  private static final class Visitor implements Guest {
    final String entry;
    final boolean obeys;
    final List<String> told = new ArrayList<>();
    boolean left;
    boolean dismissed;

    Visitor(String entry, boolean obeys) {
      this.entry = entry;
      this.obeys = obeys;
    }

    @Override
    public String entry() {
      return entry;
    }

    @Override
    public void handOver(List<String> urls) {
      told.addAll(urls);
      left = obeys;
    }

    @Override
    public void dismiss() {
      dismissed = true;
      left = true;
    }

    @Override
    public boolean hasLeft() {
      return left;
    }
  }

  private final AtomicInteger tokens = new AtomicInteger();
  private long nowNs = -5;

  @Test
  void nobodyIsToldTwiceAndNoMoreThanTheRateAllows() {
    List<Visitor> here = visitors(1_000);
    Drain drain = drain(order(null, 100, null), here);

    turnFor(drain, 2);

    assertThat(drain.told()).isBetween(195L, 205L);
    turnFor(drain, 10);
    assertThat(here).allSatisfy(one -> assertThat(one.told).hasSize(1));
    assertThat(drain.isDone()).isTrue();
    assertThat(drain.moved()).isEqualTo(1_000);
  }

  @Test
  void aThreadThatWasKeptDoesNotTellAllAtOnce() {
    Drain drain = drain(order(null, 100, null), visitors(1_000));
    nowNs += TimeUnit.SECONDS.toNanos(5);
    drain.turn(nowNs);
    assertThat(drain.told()).isEqualTo(10);
  }

  @Test
  void eachIsSentToItsOwnUrlWithATokenThatNobodyElseHas() {
    Visitor one = new Visitor("wss://relay.example/gun?room=7&r=old", true);
    Visitor other = new Visitor("ws://localhost:8765/gun", true);
    turnFor(drain(order(null, null, null), List.of(one, other)), 1);

    assertThat(one.told).containsExactly("wss://relay.example/gun?room=7&r=drain-2");
    assertThat(other.told).containsExactly("ws://localhost:8765/gun?r=drain-3");
  }

  @Test
  void urlsOfTheOrderAreUsedInPlaceOfTheClientsOwn() {
    Visitor one = new Visitor("", true);
    List<String> urls = List.of("wss://east.example/gun", "wss://west.example/gun?x");
    turnFor(drain(order(urls, null, null), List.of(one)), 1);

    assertThat(one.told)
        .containsExactly("wss://east.example/gun?r=drain-2", "wss://west.example/gun?x&r=drain-3");
  }

  @Test
  void onlyAShareIsMovedAndOthersStandInForThoseWhoStay() {
    List<Visitor> here = new ArrayList<>(visitors(90));
    IntStream.range(0, 10).forEach(i -> here.addFirst(new Visitor("ws://a/gun", false)));
    Drain drain = drain(order(null, 100, 0.2), here);
    assertThat(drain.wanted()).isEqualTo(20);

    turnFor(drain, 10);

    assertThat(drain.isDone()).isTrue();
    assertThat(drain.moved()).isEqualTo(20);
    assertThat(drain.stayed()).isEqualTo(10);
    assertThat(here).noneMatch(one -> one.dismissed);
    drain.arrived(visitors(1).getFirst(), nowNs);
    turnFor(drain, 3);
    assertThat(drain.told()).isEqualTo(30);
  }

  @Test
  void whoIsLedBackIsTakenForASignToWait() {
    List<Visitor> here = visitors(100);
    Drain drain = drain(order(null, 100, null), here);
    turnFor(drain, 0.2);
    long told = drain.told();
    assertThat(told).isLessThan(30);

    Visitor back = new Visitor(here.getFirst().told.getFirst(), true);
    for (int i = 0; i < 100; i++) {
      drain.arrived(new Visitor(back.entry, true), nowNs);
      turnFor(drain, 0.02);
    }
    assertThat(drain.told()).isEqualTo(told);
    assertThat(drain.returned()).isEqualTo(100);

    turnFor(drain, 5);
    assertThat(drain.isDone()).isTrue();
    assertThat(drain.moved()).isEqualTo(200);
  }

  @Test
  void whoDoesNotLeaveARelayThatStopsIsDismissed() {
    Visitor deaf = new Visitor("ws://a/gun", false);
    Visitor lost = new Visitor("", true);
    Drain drain = last(List.of(), () -> true, List.of(deaf, lost));

    turnFor(drain, 1);
    assertThat(lost.dismissed).isTrue();
    assertThat(deaf.dismissed).isFalse();
    turnFor(drain, 5);
    assertThat(deaf.dismissed).isTrue();
    assertThat(drain.isDone()).isTrue();
  }

  @Test
  void nobodyIsSentToItsOwnHostWhileNoOtherRelayServes() {
    AtomicBoolean othersServe = new AtomicBoolean(true);
    List<Visitor> here = visitors(100);
    Drain drain = last(List.of("ws://A/gun"), othersServe::get, here);
    turnFor(drain, 0.2);
    assertThat(drain.moved()).isPositive();

    othersServe.set(false);
    turnFor(drain, 1);
    assertThat(here).allMatch(one -> one.dismissed != !one.told.isEmpty());
    assertThat(drain.isDone()).isTrue();

    Visitor elsewhere = new Visitor("ws://a/gun", true);
    turnFor(last(List.of("ws://b/gun"), othersServe::get, List.of(elsewhere)), 1);
    assertThat(elsewhere.told).hasSize(1);
  }

  @Test
  void theLastDrainListensFirstWhatTheOthersDo() {
    List<Visitor> here = visitors(10);
    Drain drain =
        new Drain(
            new Terms(List.of(), 100, 1, true),
            here,
            "drain-",
            this::token,
            () -> true,
            TimeUnit.SECONDS.toNanos(1),
            nowNs);
    turnFor(drain, 0.9);
    assertThat(drain.told()).isZero();
    turnFor(drain, 1);
    assertThat(drain.moved()).isEqualTo(10);
  }

  @Test
  void aUrlWithoutAPortIsGivenTheOneThatTheClientCameByAtThatHost() {
    List<String> urls = List.of("wss://relay.example/gun");
    Visitor byNodePort = new Visitor("ws://Relay.example:30443/gun?r=1", true);
    Visitor byService = new Visitor("ws://relay.svc:8765/gun", true);
    Visitor usual = new Visitor("wss://relay.example/gun", true);
    turnFor(drain(order(urls, null, null), List.of(byNodePort, byService, usual)), 1);

    assertThat(byNodePort.told.getFirst()).startsWith("wss://relay.example:30443/gun?r=");
    assertThat(byService.told.getFirst()).startsWith("wss://relay.example/gun?h=relay.svc&r=");
    assertThat(usual.told.getFirst()).startsWith("wss://relay.example/gun?r=");
    assertThat(OwnEntry.withPort("wss://[fd00::1]/gun", "ws://[FD00::1]:99/gun"))
        .isEqualTo("wss://[fd00::1]:99/gun");
    assertThat(OwnEntry.withPort("wss://a:1/gun", "ws://a:2/gun")).isEqualTo("wss://a:1/gun");
    assertThat(OwnEntry.withPort("wss://a", "ws://a:2/gun")).isEqualTo("wss://a:2");
    assertThat(OwnEntry.withPort("wss://a/gun", "")).isEqualTo("wss://a/gun");
  }

  @Test
  void onlyWhoCameByAHostIsMovedAndAShareIsOfThese() {
    List<Visitor> here = new ArrayList<>(visitors(50));
    here.addAll(byWest(10));
    Drain drain = drain(new DrainOrder(null, 100, 0.2, "west.example"), here);
    assertThat(drain.wanted()).isEqualTo(2);

    turnFor(drain, 2);

    assertThat(drain.isDone()).isTrue();
    assertThat(here.stream().filter(one -> one.left).map(Visitor::entry))
        .containsOnly("ws://West.example:30443/gun")
        .hasSize(2);
  }

  @Test
  void allWhoCameByAHostMayBeMovedWhileTheRelayTakesOthersAndWhoStillComes() {
    List<Visitor> here = new ArrayList<>(visitors(5));
    here.addAll(byWest(5));
    Drain drain = drain(new DrainOrder(null, 100, null, "west.example"), here);
    assertThat(drain.terms().isWhole()).isFalse();

    Visitor late = byWest(1).getFirst();
    drain.arrived(late, nowNs);
    turnFor(drain, 3);

    assertThat(drain.isDone()).isTrue();
    assertThat(drain.moved()).isEqualTo(5);
    assertThat(late.told).isEmpty();
  }

  @Test
  void whoIsChosenByItsHostIsSentThereAgainAndNotToTheUsualUrl() {
    DrainSettings settings = new DrainSettings(List.of("wss://relay.example/gun"), 100);
    List<Visitor> here = byWest(1);
    Terms terms = Terms.of(new DrainOrder(null, null, null, "west.example"), settings);
    turnFor(new Drain(terms, here, "drain-", this::token, () -> true, 0, nowNs), 1);

    assertThat(here.getFirst().told).containsExactly("ws://West.example:30443/gun?r=drain-2");
    assertThat(Terms.of(order(null, null, null), settings).urls())
        .containsExactly("wss://relay.example/gun");
  }

  @Test
  void whoIsSentToAnotherHostBelongsToItsOwnAndGoesHomeFromThere() {
    Visitor leaving = new Visitor("ws://west.example:30080/gun?room=7", true);
    Drain away = drain(order(List.of("//east.example/gun"), null, null), List.of(leaving));
    turnFor(away, 1);
    String told = leaving.told.getFirst();
    assertThat(told).isEqualTo("ws://east.example:30080/gun?h=west.example&r=drain-2");
    assertThat(HomeUrl.of(told)).isEqualTo("ws://west.example:30080/gun?r=drain-2");

    Visitor guest = new Visitor(told, true);
    List<Visitor> there = List.of(guest, new Visitor("ws://east.example:30080/gun", true));
    turnFor(drain(new DrainOrder(null, null, null, "west.example"), there), 1);

    assertThat(guest.told).containsExactly("ws://west.example:30080/gun?r=drain-3");
    assertThat(there.getLast().told).isEmpty();
  }

  @Test
  void whoIsAwayStaysThereWhenItsRelayStops() {
    Visitor guest = new Visitor("wss://east.example/gun?h=west.example&r=old", true);
    turnFor(drain(order(null, null, null), List.of(guest)), 1);

    assertThat(guest.told).containsExactly("wss://east.example/gun?h=west.example&r=drain-2");
  }

  @Test
  void aUrlWithoutASchemeIsDialledAsTheClientCame() {
    Visitor secure = new Visitor("wss://a.example/gun", true);
    Visitor unknown = new Visitor("", true);
    List<String> urls = List.of("//b.example/gun", "//c.example:444/gun");
    turnFor(drain(order(urls, null, null), List.of(secure, unknown)), 1);

    assertThat(secure.told)
        .containsExactly(
            "wss://b.example/gun?h=a.example&r=drain-2",
            "wss://c.example:444/gun?h=a.example&r=drain-3");
    assertThat(unknown.told).isEmpty();
  }

  @Test
  void whereNobodyCameByTheHostThereIsNothingToDo() {
    Drain drain = drain(new DrainOrder(null, null, null, "west.example"), visitors(5));
    turnFor(drain, 0.1);

    assertThat(drain.isDone()).isTrue();
    assertThat(drain.told()).isZero();
  }

  @Test
  void whatCannotBeDoneIsSaid() {
    for (String entry : List.of("", "wss://west.example/gun", "west.example:443", "a b", "-x")) {
      assertThatThrownBy(() -> Terms.of(new DrainOrder(null, null, null, entry), SETTINGS))
          .hasMessageContaining("west.relay.example, without a scheme and a port");
    }
    assertThatThrownBy(() -> Terms.of(order(null, 0, null), SETTINGS))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Terms.of(order(null, null, 0.0), SETTINGS))
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> Terms.of(order(null, null, Double.NaN), SETTINGS))
        .hasMessageContaining("above 0");
    for (String url : List.of("relay.example", "http://relay.example/gun", "wss:///gun", "x y")) {
      assertThatThrownBy(() -> Terms.of(order(List.of(url), null, null), SETTINGS))
          .hasMessageContaining("wss://relay.example/gun");
    }
  }

  private Drain drain(DrainOrder order, List<Visitor> here) {
    return new Drain(Terms.of(order, SETTINGS), here, "drain-", this::token, () -> true, 0, nowNs);
  }

  private Drain last(List<String> urls, BooleanSupplier othersServe, List<Visitor> here) {
    return new Drain(
        new Terms(urls, 100, 1, true), here, "drain-", this::token, othersServe, 0, nowNs);
  }

  private String token() {
    return String.valueOf(tokens.incrementAndGet() + 1);
  }

  private void turnFor(Drain drain, double seconds) {
    long endNs = nowNs + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    while (nowNs < endNs) {
      nowNs += TURN_NS;
      drain.turn(nowNs);
    }
  }

  private static List<Visitor> visitors(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Visitor("ws://a/gun", true)).toList();
  }

  private static List<Visitor> byWest(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Visitor("ws://West.example:30443/gun", true))
        .toList();
  }

  private static DrainOrder order(
      @Nullable List<String> urls, @Nullable Integer rate, @Nullable Double share) {
    return new DrainOrder(urls, rate, share);
  }
}
