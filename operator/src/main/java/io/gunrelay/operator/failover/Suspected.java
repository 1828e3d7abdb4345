package io.gunrelay.operator.failover;

/** Observers agree that the region is down; they have to do so for a while. */
record Suspected(Scene scene) implements State {

  @Override
  public Step next() {
    if (!scene.diagnosis().isDown()) {
      return scene.home();
    }
    var stopwatch = scene.stand().watch().orElseThrow();
    var due = scene.confirmation(stopwatch.missed());
    if (scene.now().isBefore(due)) {
      return scene.stay("is suspected: it " + scene.words()).at(due);
    }
    var confirmed =
        scene.stand().enter(Phase.CONFIRMED, scene.now()).with(stopwatch.confirmed(scene.now()));
    return Step.to(confirmed, scene.words());
  }
}
