package io.gunrelay.operator.rollout;

/** What a rollout does in one of its phases. */
sealed interface State permits Starting, Shifting, Judging, Draining, RollingBack {

  static State of(Scene scene) {
    return switch (scene.attempt().phase()) {
      case Starting -> new Starting(scene);
      case Shifting -> new Shifting(scene);
      case Judging -> new Judging(scene);
      case Draining -> new Draining(scene);
      case RollingBack -> new RollingBack(scene);
    };
  }

  Turn next();
}
