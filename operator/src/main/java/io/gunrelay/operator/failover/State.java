package io.gunrelay.operator.failover;

/** What a region does in one of its phases. */
sealed interface State
    permits Healthy, Suspected, Confirmed, Switching, FailedOver, Recovering, FailingBack {

  static State of(Scene scene) {
    return switch (scene.stand().phase()) {
      case HEALTHY -> new Healthy(scene);
      case SUSPECTED -> new Suspected(scene);
      case CONFIRMED -> new Confirmed(scene);
      case SWITCHING -> new Switching(scene);
      case FAILED_OVER -> new FailedOver(scene);
      case RECOVERING -> new Recovering(scene);
      case FAILING_BACK -> new FailingBack(scene);
    };
  }

  Step next();
}
