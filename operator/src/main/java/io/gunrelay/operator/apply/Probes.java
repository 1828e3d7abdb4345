package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.gunrelay.operator.fleet.Names;

/** Probes of the admin port, which answers in milliseconds whatever clients do. */
final class Probes {

  private static final int TIMEOUT_SECONDS = 2;

  private Probes() {}

  static Probe of(String path, int periodSeconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withNewPort(Names.ADMIN_PORT)
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(TIMEOUT_SECONDS)
        .withFailureThreshold(failures)
        .build();
  }
}
