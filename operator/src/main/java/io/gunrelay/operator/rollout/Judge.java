package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.AnalysisSpec;
import io.gunrelay.api.v1alpha1.ThresholdsSpec;
import io.gunrelay.api.v1alpha1.VerdictResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Judges new relays beside the former ones, over the same time: a busy minute is no fault of a new
 * version. What there is too little of is not judged.
 */
public final class Judge {

  /** So many puts or connections say something of a share. */
  private static final long ENOUGH = 20;

  /** So many puts say something of the slowest hundredth. */
  private static final long ENOUGH_FOR_P99 = 200;

  /** Times below these are never too long, whatever the former relays took. */
  private static final double NEVER_SLOW_MILLIS = 50;

  private static final double NEVER_SLOW_P99_MILLIS = 250;

  /** Of a processor for a relay; below this its use is not judged. */
  private static final double NEVER_BUSY = 0.5;

  private final ThresholdsSpec most;
  private final Figures fresh;
  private final Figures former;
  private final List<Answer> answers;
  private final List<String> figures = new ArrayList<>();
  private final List<String> graveFaults = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private Judge(ThresholdsSpec most, Figures fresh, Figures former, List<Answer> answers) {
    this.most = most;
    this.fresh = fresh;
    this.former = former;
    this.answers = answers;
  }

  /**
   * Judges once.
   *
   * @param answers of whoever else is asked, one for each
   */
  public static Judged of(
      AnalysisSpec analysis, Figures fresh, Figures former, List<Answer> answers) {
    var judge = new Judge(analysis.thresholds(), fresh, former, answers);
    judge.weigh();
    judge.listen();
    return judge.say(analysis);
  }

  private Judged say(AnalysisSpec analysis) {
    if (!graveFaults.isEmpty()) {
      return new Judged(VerdictResult.Fail, graveFaults.getFirst(), figures, true);
    }
    var interval = Duration.ofSeconds(analysis.intervalSeconds());
    if (fresh.relays() == 0 || fresh.length().compareTo(interval) < 0) {
      return new Judged(
          VerdictResult.Inconclusive,
          "the new relays are watched for %d of %d s"
              .formatted(fresh.length().toSeconds(), interval.toSeconds()),
          figures);
    }
    if (!faults.isEmpty()) {
      return new Judged(VerdictResult.Fail, faults.getFirst(), figures);
    }
    if (fresh.clients() < analysis.minClients()) {
      return new Judged(
          VerdictResult.Inconclusive,
          "the new relays have %d clients, %d would do"
              .formatted(fresh.clients(), analysis.minClients()),
          figures);
    }
    var missing =
        answers.stream()
            .filter(answer -> answer.result() == VerdictResult.Inconclusive)
            .findFirst();
    if (missing.isPresent()) {
      return new Judged(VerdictResult.Inconclusive, missing.get().text(), figures);
    }
    return new Judged(VerdictResult.Pass, "the new relays do as the former ones do", figures);
  }

  private void weigh() {
    var restarts =
        "restarts of the new relays: %d, at most %d".formatted(fresh.restarts(), most.restarts());
    figures.add(restarts);
    if (fresh.restarts() > most.restarts()) {
      graveFaults.add(restarts);
    }
    if (fresh.relays() == 0) {
      return;
    }
    if (fresh.puts() + fresh.refused() >= ENOUGH) {
      var limit = former.refusedPercent() + most.refusedPercent();
      weigh(
          "refused",
          fresh.refusedPercent() > limit,
          percent("refused puts", fresh.refusedPercent(), former.refusedPercent(), limit));
    }
    latency("p50", 0.5, ENOUGH, NEVER_SLOW_MILLIS);
    latency("p99", 0.99, ENOUGH_FOR_P99, NEVER_SLOW_P99_MILLIS);
    if (fresh.opened() + fresh.failed() >= ENOUGH) {
      var limit = former.failedPercent() + most.failedConnectionsPercent();
      weigh(
          "connections",
          fresh.failedPercent() > limit,
          percent("failed connections", fresh.failedPercent(), former.failedPercent(), limit));
    }
    weigh(
        "lag",
        fresh.behind().toSeconds() > most.lagSeconds(),
        "lag: %d s, at most %d s".formatted(fresh.behind().toSeconds(), most.lagSeconds()));
    cpu();
    memory();
  }

  private void listen() {
    for (var answer : answers) {
      figures.add(answer.text());
      if (answer.result() == VerdictResult.Fail) {
        faults.add("the new relays fail by " + answer.text());
      }
    }
  }

  private void latency(String name, double share, long enough, double neverSlow) {
    if (fresh.puts() < enough) {
      return;
    }
    var is = fresh.latencyMillis(share);
    if (former.puts() < enough) {
      figures.add("latency %s: %s ms".formatted(name, number(is)));
      return;
    }
    var was = former.latencyMillis(share);
    var limit = Math.max(neverSlow, was * (1 + most.latencyIncreasePercent() / 100.0));
    weigh(
        name,
        is > limit,
        "latency %s: %s ms, before %s ms, at most %s ms"
            .formatted(name, number(is), number(was), number(limit)));
  }

  private void cpu() {
    if (fresh.clients() == 0 || former.clients() == 0 || former.relays() == 0) {
      return;
    }
    var is = 1000 * fresh.cpu() / fresh.clients();
    var was = 1000 * former.cpu() / former.clients();
    var limit = was * (1 + most.cpuIncreasePercent() / 100.0);
    weigh(
        "cpu",
        is > limit && fresh.cpu() / fresh.relays() > NEVER_BUSY,
        "processors for 1,000 clients: %s, before %s, at most %s"
            .formatted(number(is), number(was), number(limit)));
  }

  private void memory() {
    if (former.relays() == 0 || former.residentBytes() == 0) {
      return;
    }
    var limit = former.residentBytes() * (1 + most.memoryIncreasePercent() / 100.0);
    weigh(
        "memory",
        fresh.residentBytes() > limit,
        "memory: %s MB, before %s MB, at most %s MB"
            .formatted(
                number(fresh.residentBytes() / 1e6),
                number(former.residentBytes() / 1e6),
                number(limit / 1e6)));
  }

  private void weigh(String what, boolean isTooMuch, String figure) {
    figures.add(figure);
    if (isTooMuch) {
      faults.add("the new relays fail by " + what + ": " + figure);
    }
  }

  private static String percent(String what, double is, double was, double limit) {
    return "%s: %s %%, before %s %%, at most %s %%"
        .formatted(what, number(is), number(was), number(limit));
  }

  private static String number(double figure) {
    return String.format(Locale.ROOT, "%.1f", figure);
  }
}
