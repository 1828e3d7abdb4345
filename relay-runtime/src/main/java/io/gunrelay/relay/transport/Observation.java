package io.gunrelay.relay.transport;

import io.gunrelay.relay.audit.EventLog;
import io.gunrelay.relay.measure.Timings;
import io.gunrelay.relay.trace.Traces;
import java.time.InstantSource;

/**
 * Who is told of what clients do, beside the metrics.
 *
 * @param access who comes and leaves
 * @param audit what is refused
 * @param clock the time of day
 */
public record Observation(
    Timings timings, Traces traces, EventLog access, EventLog audit, InstantSource clock) {
  /** Times are taken, and that is all. */
  public static Observation quiet(InstantSource clock) {
    return new Observation(
        new Timings(), Traces.NONE, EventLog.off("access"), EventLog.off("audit"), clock);
  }

  /** Whether a line may be wanted about any client. */
  boolean isWatching() {
    return access.isOn() || audit.isOn();
  }
}
