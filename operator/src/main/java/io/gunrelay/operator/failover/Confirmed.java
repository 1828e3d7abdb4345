package io.gunrelay.operator.failover;

import io.gunrelay.operator.failover.Policy.Mode;

/** The region is down, and its clients are still led to it. */
record Confirmed(Scene scene) implements State {

  @Override
  public Step next() {
    if (!scene.diagnosis().isDown()) {
      return scene.home();
    }
    var down = scene.words();
    if (!scene.isServing()) {
      return scene.stay(down + "; it serves nobody now");
    }
    var refuge = scene.refuge();
    if (refuge.isEmpty()) {
      return scene.stay(down + "; no other region can take its clients: " + scene.whyNoRefuge());
    }
    var wished = scene.wish().flatMap(scene::refuge);
    if (wished.isPresent()) {
      return scene.switchTo(wished.get(), true, down + scene.reservation(wished.get()));
    }
    down += scene.reservation(refuge.get());
    if (scene.policy().mode() == Mode.DISABLED) {
      return scene.stay(down + "; failover is disabled");
    }
    if (scene.policy().mode() == Mode.MANUAL) {
      return scene.stay(down + "; " + remedy(refuge.get()));
    }
    if (scene.isLimitReached()) {
      return scene.stay(
          "%s; there were %d switches within an hour; %s"
              .formatted(down, scene.policy().switchesAnHour(), remedy(refuge.get())));
    }
    return scene.switchTo(refuge.get(), false, down);
  }

  private static String remedy(String refuge) {
    return "gunrelay.io/switch-to: %s leads its clients to %s".formatted(refuge, refuge);
  }
}
