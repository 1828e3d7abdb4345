package io.gunrelay.relay.transport;

import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Update;
import io.gunrelay.relay.measure.Durations;
import io.gunrelay.relay.trace.Stage;
import io.gunrelay.relay.trace.Trace;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Updates that are handed to clients of one loop and not written to their sockets yet, so that the
 * time of that can be taken for all of them at once. Makes no garbage. Belongs to the loop.
 */
final class Deliveries {
  /** Beyond so many in one round, the rest is not timed. */
  static final int MAX = 4_096;

  /** States older than this tell when something was written, not when it was sent. */
  private static final double OLDEST_MS = TimeUnit.HOURS.toMillis(1);

  /** By so much may the writer's clock be ahead of this one's. */
  private static final double AHEAD_MS = TimeUnit.MINUTES.toMillis(1);

  private static final double MILLIS = 1e6;

  private final Observation observation;
  private long[] mergedNs = new long[16];
  private double[] states = new double[16];
  private int[] clients = new int[16];
  private @Nullable Trace[] traces = new @Nullable Trace[16];
  private int size;

  Deliveries(Observation observation) {
    this.observation = observation;
  }

  /**
   * An update has been handed over.
   *
   * @param atNs when it had been merged
   * @param receivers how many clients it goes to
   */
  void add(long atNs, Update update, int receivers) {
    if (size == MAX) {
      return;
    }
    if (size == clients.length) {
      grow();
    }
    mergedNs[size] = atNs;
    states[size] = latest(update);
    clients[size] = receivers;
    traces[size] = update.trace();
    size++;
  }

  /** All that was handed over has been written, to those who keep up. */
  void written(long nowNs) {
    if (size == 0) {
      return;
    }
    Durations fanOut = observation.timings().stage(Stage.FAN_OUT);
    long nowMillis = observation.clock().millis();
    for (int i = 0; i < size; i++) {
      long took = nowNs - mergedNs[i];
      fanOut.record(took, clients[i]);
      double behind = nowMillis - states[i];
      if (behind >= -AHEAD_MS && behind <= OLDEST_MS) {
        observation.timings().synchronisation().record((long) (behind * MILLIS), clients[i]);
      }
      Trace trace = traces[i];
      if (trace != null) {
        fanOut.example(took, trace.context(), nowMillis);
        trace.sentTo(clients[i]);
        traces[i] = null;
      }
    }
    size = 0;
  }

  private static double latest(Update update) {
    double latest = Double.NEGATIVE_INFINITY;
    for (Delta change : update.changes()) {
      latest = Math.max(latest, change.state());
    }
    return latest;
  }

  private void grow() {
    int larger = 2 * clients.length;
    mergedNs = Arrays.copyOf(mergedNs, larger);
    states = Arrays.copyOf(states, larger);
    clients = Arrays.copyOf(clients, larger);
    traces = Arrays.copyOf(traces, larger);
  }
}
