package io.gunrelay.operator.failover;

/** Observers agree that the region is down; they have to do so for a while. */
record Suspected(Scene scene) implements State {

  @Override
  public Step next() {
    if (!scene.diagnosis().isDown()) {
      return scene.home();
    }
    var due = scene.stand().since().plus(scene.policy().confirmAfter());
    if (scene.now().isBefore(due)) {
      return scene.stay("is suspected: it " + scene.diagnosis().words()).at(due);
    }
    var watch = scene.stand().watch().orElseThrow().confirmed(scene.now());
    var confirmed = scene.stand().enter(Phase.CONFIRMED, scene.now()).with(watch);
    return Step.to(confirmed, scene.diagnosis().words());
  }
}
