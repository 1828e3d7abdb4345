package io.gunrelay.relay;

import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.replication.Confirmations;
import io.gunrelay.relay.replication.net.Replication;
import io.gunrelay.relay.transport.ClientPort;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An ordinary stop, within the grace: the clients are handed over, and then the other relays are
 * given the time to take the last changes. Belongs to the thread that stops the relay, but for
 * {@link #hurry}.
 */
final class Farewell {
  private static final Logger LOG = System.getLogger(Farewell.class.getName());
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(10);
  private static final Duration LEAST_FOR_CHANGES = Duration.ofSeconds(1);
  private static final long LOOK_MS = 10;

  private final RelayConfig config;
  private final Drains drains;
  private final Confirmations confirmations;
  private final LongSupplier nanoTime;
  private @Nullable Long endNs;
  private volatile boolean hurried;

  /**
   * @param nanoTime a monotonic clock
   */
  Farewell(RelayConfig config, Drains drains, Confirmations confirmations, LongSupplier nanoTime) {
    this.config = config;
    this.drains = drains;
    this.confirmations = confirmations;
    this.nanoTime = nanoTime;
  }

  /** Cuts it short: clients are told to come back, now. From any thread. */
  void hurry() {
    hurried = true;
    drains.hurry();
  }

  /**
   * Hands the clients over if there is somebody to take them, and tells the rest to come back.
   *
   * @param replication null if this relay does not replicate
   */
  void dismiss(ClientPort clients, @Nullable Replication replication) throws InterruptedException {
    long graceNs = left();
    // One that has just started, or stops as well, says so within a moment; the drain waits for it.
    boolean others = replication != null && replication.hasOthers();
    if (others || drains.knowWhereTo()) {
      drains.finish(
          Duration.ofNanos(graceNs).minus(closing()),
          () -> replication != null && replication.othersServe());
      LOG.log(
          Level.INFO,
          "Handed over {0} clients; {1} are told to come back.",
          Long.toString(drains.moved()),
          Long.toString(clients.connections()));
    }
    clients.close(Duration.ofNanos(left()));
  }

  /** Waits until another relay has the last changes, if any is linked. */
  void letTakeChanges(GraphEngine graph) throws InterruptedException {
    if (!confirmations.isLinked()) {
      return;
    }
    long endNs = nanoTime.getAsLong() + Math.max(left(), LEAST_FOR_CHANGES.toNanos());
    CountDownLatch written = new CountDownLatch(1);
    graph.journal().visit(point -> written.countDown());
    while (!hurried && confirmations.isLinked() && nanoTime.getAsLong() - endNs < 0) {
      if (written.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        if (isTaken(graph)) {
          return;
        }
        Thread.sleep(LOOK_MS);
      }
    }
    LOG.log(
        Level.WARNING,
        "No other relay has confirmed the last changes of this one; they go on to the others when it is started again.");
  }

  private boolean isTaken(GraphEngine graph) {
    return confirmations.confirmed(graph.origin()) >= graph.journal().committed();
  }

  /** What is left of the grace, in nanoseconds. */
  private long left() {
    Long end = endNs;
    if (end == null) {
      end = nanoTime.getAsLong() + config.shutdownGrace().toNanos();
      endNs = end;
    }
    return Math.max(0, end - nanoTime.getAsLong());
  }

  /** What remains of the grace for those who do not go where they are sent, and for the disk. */
  private Duration closing() {
    Duration quarter = config.shutdownGrace().dividedBy(4);
    return quarter.compareTo(LONGEST_CLOSING) < 0 ? quarter : LONGEST_CLOSING;
  }
}
