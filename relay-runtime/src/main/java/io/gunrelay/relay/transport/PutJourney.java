package io.gunrelay.relay.transport;

import io.gunrelay.relay.measure.Durations;
import io.gunrelay.relay.trace.Stage;
import io.gunrelay.relay.trace.Trace;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes the time of a put at each station. Told by one thread after the other. */
final class PutJourney {
  private final Observation observation;
  private final LongSupplier nanoTime;
  private final long beganNs;
  private final @Nullable Trace trace;
  private long startedNs;
  private volatile long mergedNs;

  /**
   * The put has been read.
   *
   * @param beganNs when its frame had come
   * @param parseNs what it took to read the frame
   */
  PutJourney(Observation observation, LongSupplier nanoTime, long beganNs, long parseNs) {
    this.observation = observation;
    this.nanoTime = nanoTime;
    this.beganNs = beganNs;
    trace = observation.traces().begin(beganNs);
    startedNs = nanoTime.getAsLong();
    record(Stage.PARSE, parseNs);
  }

  @Nullable Trace trace() {
    return trace;
  }

  /** It may be merged. */
  void verified() {
    long now = nanoTime.getAsLong();
    record(Stage.VERIFY, now - startedNs);
    startedNs = now;
  }

  /** It is merged, and goes to the disk. */
  void merged() {
    long now = nanoTime.getAsLong();
    record(Stage.MERGE, now - startedNs);
    mergedNs = now;
  }

  /** It is on the disk. */
  void stored() {
    long merged = mergedNs;
    // A put from the future is stored long before it is merged.
    if (merged != 0) {
      record(Stage.COMMIT, nanoTime.getAsLong() - merged);
    }
  }

  /** The client is told that it is stored, or why it is not. */
  void answered(boolean stored) {
    long took = nanoTime.getAsLong() - beganNs;
    observation.timings().acknowledgement().record(took);
    if (trace != null) {
      example(observation.timings().acknowledgement(), took, trace);
      if (stored) {
        trace.end();
      } else {
        trace.refused();
      }
    }
  }

  private void record(Stage stage, long nanos) {
    Durations durations = observation.timings().stage(stage);
    durations.record(nanos);
    if (trace != null) {
      example(durations, nanos, trace);
      trace.ended(stage);
    }
  }

  private void example(Durations durations, long nanos, Trace of) {
    durations.example(nanos, of.context(), observation.clock().millis());
  }
}
