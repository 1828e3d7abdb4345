package io.gunrelay.operator.failover;

import io.gunrelay.operator.failover.Policy.Mode;

/** The region is up again, and has to stay so, and to have what others wrote. */
record Recovering(Scene scene) implements State {

  @Override
  public Step next() {
    if (scene.isRefugeGone()) {
      return FailedOver.without(scene);
    }
    if (!scene.isUsable()) {
      return scene.enter(Phase.FAILED_OVER, FailedOver.words(scene) + "; it " + scene.words());
    }
    if (!scene.region().caughtUp()) {
      return scene.stay(FailedOver.words(scene) + "; it is up, and catches up");
    }
    if (scene.isWishedBack() || scene.stand().asked()) {
      return back();
    }
    var due = scene.stand().since().plus(scene.policy().holdDown());
    if (scene.now().isBefore(due)) {
      return scene.stay(FailedOver.words(scene) + "; it is up, and watched until " + due).at(due);
    }
    return scene.policy().failsBack() && scene.policy().mode() == Mode.AUTOMATIC
        ? back()
        : scene.stay(
            "%s; it is up, and gunrelay.io/switch-to: %s gives its clients back"
                .formatted(FailedOver.words(scene), scene.name()));
  }

  private Step back() {
    return Step.to(
        scene.stand().enter(Phase.FAILING_BACK, scene.now()).sharing(0, scene.now()),
        "gets its clients back");
  }
}
