package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.RolloutPhase;
import java.time.Duration;
import java.util.List;

/** Clients are moved until the new relays have the step's share of those that are connected. */
record Shifting(Scene scene) implements State {

  /** With those clients that the step has by then it goes on. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public Turn next() {
    var shares = scene.shares(scene.percent());
    var interrupted = scene.interrupted(shares);
    if (interrupted.isPresent()) {
      return interrupted.get();
    }
    var here =
        scene.group().stream()
            .filter(Scene::isWaitedFor)
            .map(region -> shares.get(region.name()))
            .toList();
    if (scene.isPaused()) {
      return scene.stay(shares, false, "is paused by annotation", scene.now().plus(PATIENCE));
    }
    var until = scene.attempt().since().plus(PATIENCE);
    if ((areReached(here) && scene.haveArrived()) || !scene.now().isBefore(until)) {
      return scene.enter(scene.attempt().enter(RolloutPhase.Judging, scene.now()));
    }
    return scene.stay(
        shares,
        scene.mayMove(),
        "moves clients: " + Words.shares(scene, scene.step().percent()),
        scene.mayMove() ? scene.now().plus(Duration.ofSeconds(1)) : scene.nextMove());
  }

  private static boolean areReached(List<Shares> shares) {
    return shares.stream().allMatch(Shares::areReached);
  }
}
