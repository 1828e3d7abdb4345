package io.gunrelay.operator.failover;

/** The region serves its clients. */
record Healthy(Scene scene) implements State {

  @Override
  public Step next() {
    if (scene.diagnosis().isDown()) {
      var missed = scene.region().missed().filter(scene.now()::isAfter).orElse(scene.now());
      var suspected = scene.stand().enter(Phase.SUSPECTED, scene.now());
      return Step.to(
              suspected.with(Watch.started(missed).suspected(scene.now())),
              "is suspected: it " + scene.words())
          .at(scene.confirmation(missed));
    }
    return scene
        .wishedAway()
        .map(target -> scene.switchTo(target, true, "is left, as somebody asks for it"))
        .orElseGet(() -> scene.stay(scene.isSound() ? "" : scene.words()));
  }
}
