package io.gunrelay.operator.failover;

import io.gunrelay.operator.failover.Policy.Strategy;
import java.time.Duration;
import java.util.List;

/**
 * The region gets its clients back: at once where one region serves all of them, and where nobody
 * can tell whose clients are whose.
 */
record FailingBack(Scene scene) implements State {
  private static final List<Integer> SHARES = List.of(10, 50, 100);

  /** A share that differs by less is as it should be. */
  private static final int TOLERANCE = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public Step next() {
    var has = scene.region().share();
    if (scene.policy().strategy() == Strategy.ACTIVE_PASSIVE || has.isEmpty()) {
      return scene.home();
    }
    if (scene.isRefugeGone()) {
      return FailedOver.without(scene);
    }
    if (scene.diagnosis().isDown()) {
      return Step.to(
          scene.stand().sharing(0, scene.now()).enter(Phase.FAILED_OVER, scene.now()),
          FailedOver.words(scene) + "; it " + scene.diagnosis().words());
    }
    int share = scene.stand().share();
    var due = scene.stand().since().plus(PATIENCE);
    boolean reached = Math.abs(has.getAsInt() - share) <= TOLERANCE;
    if (share > 0 && !reached && scene.now().isBefore(due)) {
      return scene.stay(words(share)).at(due);
    }
    var next = SHARES.stream().filter(more -> more > share).findFirst();
    return next.isEmpty()
        ? scene.home()
        : Step.to(scene.stand().sharing(next.get(), scene.now()), words(next.get()))
            .at(scene.now().plus(PATIENCE));
  }

  private String words(int share) {
    return "gets its clients back: %d %% of them, of which it has %d"
        .formatted(share, scene.region().share().orElse(0));
  }
}
