package io.gunrelay.operator.config;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/** Makes the log one JSON object a line, for those who ask for it. */
class JsonLines {

  /** Before anything else starts, so that few lines are in the other format. */
  void install(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started,
      Environment environment) {
    if (environment.logFormat() == LogFormat.JSON) {
      for (var handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
        handler.setFormatter(new JsonLine());
      }
    }
  }
}
