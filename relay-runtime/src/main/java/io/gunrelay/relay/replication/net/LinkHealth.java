package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.replication.Lag;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.net.ReplicationSettings.Timing;
import io.gunrelay.relay.store.VersionVector;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How good a link is from which this relay takes. Thread-safe. */
final class LinkHealth {
  /**
   * A peer that has filled this relay and always has more than is taken is waited for no longer.
   */
  private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(30);

  private final long standbyNs;
  private final long sinceNs = System.nanoTime();
  private final Lag lag;
  private volatile long filledNs;
  private volatile boolean filled;

  /** Of a link that begins now. */
  LinkHealth(Timing timing) {
    standbyNs = timing.standby().toNanos();
    lag = new Lag(2 * timing.heartbeat().toNanos());
  }

  void synced(VersionVector vector) {
    lag.synced(vector);
  }

  void heard(Message.Progress progress) {
    lag.heard(progress, System.nanoTime());
  }

  void filled() {
    if (!filled) {
      filledNs = System.nanoTime();
      filled = true;
    }
  }

  /** Whether the other one has had the time to take from here, and to be well. */
  boolean isOld() {
    return System.nanoTime() - sinceNs >= standbyNs;
  }

  /** Whether what the other one had was here long enough ago to rely on the link. */
  boolean isSettled() {
    return filled && System.nanoTime() - filledNs >= standbyNs;
  }

  /** How far this relay is behind, if that should be waited for. */
  Optional<Duration> catchingUp() {
    return filled && System.nanoTime() - filledNs < LONGEST_CATCH_UP.toNanos()
        ? lag.behind(System.nanoTime()).map(behind -> Duration.ofNanos(behind.nanos()))
        : Optional.empty();
  }

  /** How far this relay is behind, if that is known. */
  Optional<PeerLink.Behind> behind() {
    return lag.behind(System.nanoTime())
        .map(behind ->
            new PeerLink.Behind(
                behind.changes(), behind.bytes(), TimeUnit.NANOSECONDS.toMillis(behind.nanos())));
  }
}
