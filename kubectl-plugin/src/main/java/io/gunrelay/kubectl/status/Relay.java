package io.gunrelay.kubectl.status;

import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import org.jspecify.annotations.Nullable;

/**
 * One relay: its pod, and what is known of it by asking.
 *
 * @param pod the pod's name
 * @param node where it runs; null as long as nobody knows
 * @param ready whether it takes clients
 * @param ending whether the pod is being deleted
 * @param created when the pod was made
 * @param restarts of its process
 * @param self what it, or another relay, says of it; null when nobody does
 * @param view its own view of the others; null when it did not answer
 */
record Relay(
    String pod,
    String region,
    @Nullable String node,
    boolean ready,
    boolean ending,
    @Nullable String created,
    int restarts,
    @Nullable RelayReport self,
    @Nullable RegionReport view) {

  /** In a word. */
  String state() {
    return ending ? "ending" : ready ? "ready" : "not ready";
  }

  /** Connected clients; null when nobody says. */
  @Nullable Long clients() {
    return self == null || self.load() == null ? null : self.load().clients();
  }

  Lag lag() {
    return Lag.of(view);
  }
}
