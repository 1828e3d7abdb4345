package io.gunrelay.e2e.scale.measure;

import io.gunrelay.e2e.scale.cluster.ApiServer;
import io.gunrelay.e2e.scale.cluster.FleetId;
import io.gunrelay.e2e.scale.cluster.Fleets;
import io.gunrelay.e2e.scale.cluster.Nodes;
import io.gunrelay.e2e.scale.cluster.Relays;
import io.gunrelay.e2e.scale.cluster.Request;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The whole measurement: all fleets are there before the operator starts; then nothing happens;
 * then specs change; then the operator is started anew.
 */
public final class Run {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);

  /** No write for so long: what was begun is done. */
  private static final Duration CALM = Duration.ofSeconds(20);

  private static final Duration BETWEEN_CHANGES = Duration.ofMillis(250);
  private static final int LIMIT = 20_000;

  private final Plan plan;
  private final ApiServer api;
  private final Fleets fleets;
  private final Nodes nodes;
  private final Relays relays;
  private final PrintStream progress;
  private final Path kubeconfig;

  /**
   * What to do.
   *
   * @param application the operator's folder {@code quarkus-app}
   * @param javaOptions further ones for the operator's JVM
   * @param port for the operator to listen on, at loopback
   * @param steady for how long nothing is changed
   * @param changes of specs, each of another fleet
   */
  public record Plan(
      Path application, List<String> javaOptions, int port, Duration steady, int changes) {}

  public Run(
      Plan plan, ApiServer api, Fleets fleets, Nodes nodes, Relays relays, PrintStream progress)
      throws IOException {
    this.plan = plan;
    this.api = api;
    this.fleets = fleets;
    this.nodes = nodes;
    this.relays = relays;
    this.progress = progress;
    this.kubeconfig = api.kubeconfigOfTheOperator();
  }

  /**
   * Measures.
   *
   * @throws IllegalStateException when the operator does not get done, or ends
   */
  public Figures measure() throws IOException, InterruptedException {
    Figures.First first;
    Figures.Steady steady;
    Figures.Changes changes;
    double mostMb;
    Instant start = Instant.now();
    try (OperatorProcess operator = operator("operator.log")) {
      first = first(operator, start);
      steady = steady(operator);
      changes = changes(operator);
      mostMb = operator.mostResidentMb();
    }
    Figures.Restart restart;
    Instant again = Instant.now();
    try (OperatorProcess operator = operator("operator-again.log")) {
      restart = restart(operator, again);
      mostMb = Math.max(mostMb, operator.mostResidentMb());
    }
    return new Figures(fleets.ids().size(), nodes.pods(), first, steady, changes, restart, mostMb);
  }

  private Figures.First first(OperatorProcess operator, Instant start)
      throws IOException, InterruptedException {
    int all = fleets.ids().size();
    Duration seen = until(operator, start, counts -> counts.seen() == all);
    Duration ready = until(operator, start, counts -> counts.ready() == all);
    Duration processor = operator.processorTime();
    return new Figures.First(seen, ready, processor, Requests.count(untilCalm(operator)));
  }

  private Figures.Steady steady(OperatorProcess operator) throws IOException, InterruptedException {
    tell("nothing happens for " + plan.steady());
    Instant start = Instant.now();
    Duration processor = operator.processorTime();
    long reports = relays.asked();
    Thread.sleep(plan.steady());
    return new Figures.Steady(
        Duration.between(start, Instant.now()),
        operator.processorTime().minus(processor),
        Requests.count(api.requests().next()),
        relays.asked() - reports,
        operator.residentMb());
  }

  private Figures.Changes changes(OperatorProcess operator)
      throws IOException, InterruptedException {
    tell("specs change");
    Map<FleetId, Instant> changes = change();
    List<Request> answers = untilCalm(operator);
    return new Figures.Changes(reactions(changes, answers), Requests.count(answers));
  }

  private Figures.Restart restart(OperatorProcess operator, Instant start)
      throws IOException, InterruptedException {
    tell("the operator starts anew");
    FleetId last = fleets.ids().getLast();
    fleets.change(last, LIMIT - 1);
    List<Request> asked = new ArrayList<>();
    Optional<Instant> answered = Optional.empty();
    while (answered.isEmpty()) {
      check(operator, start);
      Thread.sleep(ASK_EVERY);
      asked.addAll(api.requests().next());
      answered =
          asked.stream()
              .filter(request -> request.isWrite() && request.isOf(last))
              .map(Request::at)
              .findFirst();
    }
    asked.addAll(untilCalm(operator));
    asked.removeIf(request -> request.isWrite() && isAnswer(request, last));
    return new Figures.Restart(Duration.between(start, answered.get()), Requests.count(asked));
  }

  /** Events have names of their own: those of the namespace are taken for the fleet's. */
  private static boolean isAnswer(Request request, FleetId fleet) {
    return request.isOf(fleet)
        || (request.resource().equals("events") && request.namespace().equals(fleet.namespace()));
  }

  private OperatorProcess operator(String log) throws IOException {
    return OperatorProcess.start(
        plan.application(), plan.javaOptions(), kubeconfig, plan.port(), api.folder().resolve(log));
  }

  private Duration until(
      OperatorProcess operator, Instant start, Predicate<Fleets.Progress> isEnough)
      throws InterruptedException {
    while (true) {
      Fleets.Progress counts = fleets.progress();
      Duration passed = Duration.between(start, Instant.now());
      tell(
          "%d s: %d fleets reconciled, %d ready, %d pods"
              .formatted(passed.toSeconds(), counts.seen(), counts.ready(), nodes.pods()));
      progress.flush();
      if (isEnough.test(counts)) {
        return passed;
      }
      check(operator, start);
      Thread.sleep(ASK_EVERY);
    }
  }

  private void check(OperatorProcess operator, Instant start) {
    nodes.check();
    if (!operator.isAlive()) {
      throw new IllegalStateException("the operator has ended: see its log");
    }
    if (Duration.between(start, Instant.now()).compareTo(PATIENCE) > 0) {
      throw new IllegalStateException("the operator is not done after " + PATIENCE);
    }
  }

  /** Returns what was asked since the log was last read, once nothing is written any more. */
  private List<Request> untilCalm(OperatorProcess operator)
      throws IOException, InterruptedException {
    List<Request> asked = new ArrayList<>();
    Instant start = Instant.now();
    Instant lastWrite = start;
    while (Duration.between(lastWrite, Instant.now()).compareTo(CALM) < 0) {
      check(operator, start);
      Thread.sleep(ASK_EVERY);
      for (Request request : api.requests().next()) {
        asked.add(request);
        if (request.isWrite() && request.at().isAfter(lastWrite)) {
          lastWrite = request.at();
        }
      }
    }
    return asked;
  }

  private Map<FleetId, Instant> change() throws InterruptedException {
    List<FleetId> shuffled = new ArrayList<>(fleets.ids());
    Collections.shuffle(shuffled, new Random(1));
    Map<FleetId, Instant> changes = new LinkedHashMap<>();
    for (FleetId fleet : shuffled.subList(0, Math.min(plan.changes(), shuffled.size()))) {
      changes.put(fleet, Instant.now());
      fleets.change(fleet, LIMIT);
      Thread.sleep(BETWEEN_CHANGES);
    }
    return changes;
  }

  private static List<Duration> reactions(Map<FleetId, Instant> changes, List<Request> answers) {
    List<Duration> reactions = new ArrayList<>();
    changes.forEach((fleet, at) ->
        reactions.add(
            answers.stream()
                .filter(request -> request.isWrite() && request.isOf(fleet))
                .map(Request::at)
                .filter(answered -> answered.isAfter(at))
                .min(Instant::compareTo)
                .map(answered -> Duration.between(at, answered))
                .orElseThrow(() ->
                    new IllegalStateException("nothing was written after " + fleet + " changed"))));
    reactions.sort(null);
    return reactions;
  }

  private void tell(String line) {
    progress.println("  " + line);
  }
}
