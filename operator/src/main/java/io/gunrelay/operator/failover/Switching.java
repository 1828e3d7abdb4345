package io.gunrelay.operator.failover;

import java.time.Duration;

/** Entries lead the region's clients to another one; an observer has yet to get through. */
record Switching(Scene scene) implements State {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public Step next() {
    if (scene.isRefugeGone()) {
      return FailedOver.without(scene);
    }
    var region = scene.region();
    var watch = watch();
    boolean isLed = scene.now().isAfter(scene.stand().since());
    if (isLed && region.triers() > 0 && region.served() == region.triers()) {
      return Step.to(
          scene.stand().with(watch.verified(scene.now())).enter(Phase.FAILED_OVER, scene.now()),
          FailedOver.words(scene));
    }
    var due = scene.stand().since().plus(PATIENCE);
    var stand = scene.stand().with(watch);
    return scene.now().isBefore(due)
        ? Step.to(stand, FailedOver.words(scene) + "; no observer got through yet").at(due)
        : Step.to(
            stand.enter(Phase.FAILED_OVER, scene.now()),
            FailedOver.words(scene) + "; no observer got through");
  }

  private Watch watch() {
    var watch = scene.stand().watch().orElseThrow();
    return watch.fenced().isEmpty() && scene.region().fenced() ? watch.fenced(scene.now()) : watch;
  }
}
