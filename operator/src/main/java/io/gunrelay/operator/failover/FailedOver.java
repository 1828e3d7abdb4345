package io.gunrelay.operator.failover;

/** Another region serves the region's clients. */
record FailedOver(Scene scene) implements State {

  @Override
  public Step next() {
    if (scene.isRefugeGone()) {
      return without(scene);
    }
    if (!scene.isUsable()) {
      return scene.stay(words(scene) + "; it " + scene.words());
    }
    if (scene.stand().asked() && scene.sight().wish().equals(scene.stand().target())) {
      return scene.stay(words(scene) + ", as somebody asks for it");
    }
    return scene
        .enter(Phase.RECOVERING, words(scene) + "; it is up again")
        .at(scene.now().plus(scene.policy().holdDown()));
  }

  /** The region that served its clients is down now: they go home, or somewhere else. */
  static Step without(Scene scene) {
    return scene.diagnosis().isDown()
        ? Step.to(
            scene
                .stand()
                .enter(Phase.CONFIRMED, scene.now())
                .with(Watch.started(scene.now()).confirmed(scene.now())),
            scene.words())
        : scene.home();
  }

  static String words(Scene scene) {
    return "is served by " + scene.stand().target().orElseThrow();
  }
}
