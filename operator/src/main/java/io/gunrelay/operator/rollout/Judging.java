package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.api.v1alpha1.VerdictResult;
import io.gunrelay.operator.fleet.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The step is held, and the new relays are judged beside the former ones. Shares are kept
 * meanwhile, as clients come and go.
 */
record Judging(Scene scene) implements State {

  /** Figures of relays that do as they did are no news, and bring about no round. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Override
  public Turn next() {
    var shares = scene.shares(scene.percent());
    var interrupted = scene.failed().or(() -> Awaited.clusters(scene, shares));
    if (interrupted.isPresent()) {
      return interrupted.get();
    }
    if (scene.attempt().direct()) {
      return advance();
    }
    var judged = scene.sight().judged();
    var analysis = scene.sight().strategy().analysis();
    var step = scene.step();
    var interval = Duration.ofSeconds(analysis.intervalSeconds());
    if (judged.result() == VerdictResult.Fail) {
      // What is new takes a moment to warm up, and a disk may stall: what stays so is so.
      var begin = scene.attempt().failingSince().orElse(scene.now());
      var patience = begin.plus(interval.multipliedBy(analysis.failedIntervals() - 1L));
      return scene.now().isBefore(patience)
          ? new Judging(scene.failing(Optional.of(begin)))
              .stay(
                  of(step) + " goes back at " + patience + " unless that ends: " + judged.why(),
                  scene.now().plus(LOOK))
          : scene.back(RolloutOutcome.Failed, judged.why());
    }
    var awaited = Awaited.regions(scene, shares);
    if (awaited.isPresent()) {
      return awaited.get();
    }
    if (scene.attempt().failingSince().isPresent()) {
      return new Judging(scene.failing(Optional.empty())).next();
    }
    if (scene.isPaused()) {
      return stay("is paused by annotation", scene.now().plus(Duration.ofMinutes(1)));
    }
    if (scene.isPromoted()) {
      return advance();
    }
    var held =
        scene.attempt().since().plus(step.hold().compareTo(interval) > 0 ? step.hold() : interval);
    if (scene.now().isBefore(held)) {
      return stay(of(step) + " is held until " + held, earlier(held, scene.now().plus(LOOK)));
    }
    if (judged.result() == VerdictResult.Inconclusive) {
      var patience = held.plus(Duration.ofSeconds(analysis.inconclusiveSeconds()));
      if (scene.now().isBefore(patience)) {
        return stay(
            of(step) + " waits for evidence until " + patience + ": " + judged.why(),
            scene.now().plus(LOOK));
      }
      switch (analysis.whenInconclusive()) {
        case Proceed -> {}
        case Wait -> {
          return stay(
              of(step)
                  + " waits for gunrelay.io/promote="
                  + scene.revision()
                  + ", as nothing can be said of it: "
                  + judged.why(),
              patience.plus(Duration.ofMinutes(1)));
        }
        case RollBack -> {
          return scene.back(
              RolloutOutcome.Failed, "nothing can be said of it in time: " + judged.why());
        }
      }
    }
    if (step.manual()) {
      return stay(
          of(step) + " waits for gunrelay.io/promote=" + scene.revision(),
          scene.now().plus(Duration.ofMinutes(1)));
    }
    return advance();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private String of(Strategy.Step step) {
    return "step %d of %d, %d %% of the clients,"
        .formatted(scene.attempt().step() + 1, scene.steps().size(), step.percent());
  }

  private Turn stay(String why, Instant again) {
    return scene.stay(scene.shares(scene.percent()), scene.mayMove(), why, again);
  }

  private Turn advance() {
    var attempt = scene.attempt();
    if (attempt.step() + 1 < scene.steps().size()) {
      return scene.enter(
          attempt.atStep(RolloutPhase.Shifting, attempt.group(), attempt.step() + 1, scene.now()));
    }
    if (attempt.group() + 1 < scene.groups().size()) {
      return scene.enter(
          attempt.atStep(RolloutPhase.Starting, attempt.group() + 1, 0, scene.now()));
    }
    return scene.enter(attempt.enter(RolloutPhase.Draining, scene.now()));
  }
}
