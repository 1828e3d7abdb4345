package io.gunrelay.operator.relays;

import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;

/** When a relay is taken for slow: what is written reaches the others within a second mostly. */
public final class Slowness {

  private static final Duration AFTER = Duration.ofSeconds(10);

  private Slowness() {}

  /** Whether it has lacked something of what another relay has for so long. */
  public static boolean is(RelayReport relay) {
    var performance = relay.performance();
    return performance != null && performance.behindMillis() >= AFTER.toMillis();
  }
}
