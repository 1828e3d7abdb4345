package io.gunrelay.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.AnalysisSpec;
import io.gunrelay.api.v1alpha1.VerdictResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final AnalysisSpec USUAL = AnalysisSpec.usual();
  private static final List<Long> BOUNDS = List.of(1_000L, 10_000L, 100_000L, 1_000_000L);

  /** What relays did, one thing at a time. */
  private static final class Relays {
    private int count = 2;
    private long clients = 100;
    private Duration length = Duration.ofSeconds(10);
    private List<Long> puts = List.of(900L, 90L, 10L, 0L, 0L);
    private long refused;
    private long failed;
    private double cpu = 0.1;
    private long memory = 200_000_000;
    private Duration behind = Duration.ZERO;
    private int restarts;

    Figures figures() {
      return new Figures(
          count, clients, length, puts, BOUNDS, refused, 100, failed, cpu, memory, behind,
          restarts);
    }
  }

  private final Relays fresh = new Relays();
  private final Relays former = new Relays();
  private List<Answer> answers = List.of();

  @Test
  void relaysThatDoTheSamePass() {
    assertThat(judge().result()).isEqualTo(VerdictResult.Pass);
    assertThat(judge().figures())
        .contains(
            "refused puts: 0.0 %, before 0.0 %, at most 1.0 %",
            "latency p50: 0.6 ms, before 0.6 ms, at most 50.0 ms",
            "latency p99: 10.0 ms, before 10.0 ms, at most 250.0 ms");
  }

  @Test
  void relaysThatRefusePutsFail() {
    fresh.refused = 100;

    assertFails("the new relays fail by refused: refused puts: 9.1 %, before 0.0 %");
  }

  @Test
  void whatBothRefuseIsTheClientsFault() {
    fresh.refused = 100;
    former.refused = 100;

    assertThat(judge().result()).isEqualTo(VerdictResult.Pass);
  }

  @Test
  void slowRelaysFail() {
    fresh.puts = List.of(0L, 0L, 1_000L, 0L, 0L);

    assertFails("the new relays fail by p50: latency p50: 55.0 ms, before 0.6 ms, at most 50.0 ms");
  }

  @Test
  void relaysThatAreSlowNowAndThenFail() {
    fresh.puts = List.of(950L, 0L, 0L, 50L, 0L);

    assertFails("the new relays fail by p99: latency p99: 820.0 ms");
  }

  @Test
  void aSlowHourIsNoFaultOfTheNewRelays() {
    fresh.puts = List.of(950L, 0L, 0L, 50L, 0L);
    former.puts = List.of(960L, 0L, 0L, 40L, 0L);

    assertThat(judge().result()).isEqualTo(VerdictResult.Pass);
  }

  @Test
  void aFewSlowPutsSayNothing() {
    fresh.puts = List.of(15L, 0L, 0L, 4L, 0L);

    assertThat(judge().result()).isEqualTo(VerdictResult.Pass);
  }

  @Test
  void relaysThatStartAgainFailAtOnce() {
    fresh.restarts = 1;
    fresh.length = Duration.ZERO;

    assertFails("restarts of the new relays: 1, at most 0");
  }

  @Test
  void relaysThatRefuseClientsFail() {
    fresh.failed = 50;

    assertFails("the new relays fail by connections: failed connections: 33.3 %");
  }

  @Test
  void relaysThatStayBehindFail() {
    fresh.behind = Duration.ofSeconds(11);

    assertFails("the new relays fail by lag: lag: 11 s, at most 10 s");
  }

  @Test
  void relaysThatUseMuchMoreFail() {
    fresh.cpu = 1.8;
    assertFails("processors for 1,000 clients: 18.0, before 1.0, at most 3.0");
    fresh.cpu = 0.1;
    fresh.memory = 700_000_000;
    assertFails("memory: 700.0 MB, before 200.0 MB, at most 600.0 MB");
  }

  @Test
  void idleRelaysMayUseTheirTimeAsTheyLike() {
    fresh.cpu = 0.9;

    assertThat(judge().result())
        .as("less than half a processor each")
        .isEqualTo(VerdictResult.Pass);
  }

  @Test
  void ofRelaysThatAreWatchedForAMomentNothingIsSaid() {
    fresh.length = Duration.ofSeconds(9);
    fresh.refused = 1_000;

    assertThat(judge().result()).isEqualTo(VerdictResult.Inconclusive);
    assertThat(judge().why()).isEqualTo("the new relays are watched for 9 of 10 s");
  }

  @Test
  void ofAFewClientsNothingIsSaid() {
    fresh.clients = 19;

    assertThat(judge().result()).isEqualTo(VerdictResult.Inconclusive);
    assertThat(judge().why()).isEqualTo("the new relays have 19 clients, 20 would do");
  }

  @Test
  void whereTheFormerRelaysHaveNobodyLeftNewOnesAreNotComparedWithThem() {
    former.clients = 0;
    former.puts = List.of(0L, 0L, 0L, 0L, 0L);
    fresh.puts = List.of(0L, 0L, 1_000L, 0L, 0L);

    assertThat(judge().result()).isEqualTo(VerdictResult.Pass);
    assertThat(judge().figures()).contains("latency p50: 55.0 ms");
  }

  @Test
  void whoElseIsAskedCanMakeThemFail() {
    answers = List.of(answer(VerdictResult.Pass), answer(VerdictResult.Fail));

    assertFails("the new relays fail by webhook smoke: it says so");
    assertThat(judge().figures()).contains("webhook smoke: it says so");
  }

  @Test
  void whoHasNotAnsweredIsWaitedFor() {
    answers = List.of(answer(VerdictResult.Pass), answer(VerdictResult.Inconclusive));

    assertThat(judge().result()).isEqualTo(VerdictResult.Inconclusive);
    assertThat(judge().why()).isEqualTo("webhook smoke: it says so");
  }

  @Test
  void whoElseIsAskedDoesNotOutweighWhatIsSeen() {
    answers = List.of(answer(VerdictResult.Pass));
    fresh.refused = 500;

    assertThat(judge().result()).isEqualTo(VerdictResult.Fail);
  }

  private static Answer answer(VerdictResult result) {
    return new Answer("webhook smoke", result, "it says so");
  }

  private Judged judge() {
    return Judge.of(USUAL, fresh.figures(), former.figures(), answers);
  }

  private void assertFails(String why) {
    assertThat(judge().result()).isEqualTo(VerdictResult.Fail);
    assertThat(judge().why()).contains(why);
  }
}
