package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionContact;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * When other regions were last heard: each by whichever of its relays is heard best.
 *
 * @param own the region that is not another one
 * @param clock the one that tells when peers were heard
 */
record Contacts(Supplier<List<PeerReport>> peers, String own, InstantSource clock) {

  List<RegionContact> now() {
    Instant now = clock.instant();
    Map<String, Instant> latest = new TreeMap<>();
    for (PeerReport peer : peers.get()) {
      PeerLink link = peer.link();
      String region = link == null ? null : link.region();
      Instant heard = peer.lastHeard();
      if (region != null && heard != null && !region.equals(own)) {
        latest.merge(region, heard, (one, other) -> one.isAfter(other) ? one : other);
      }
    }
    return latest.entrySet().stream()
        .map(entry ->
            new RegionContact(
                entry.getKey(), Math.max(0, Duration.between(entry.getValue(), now).toMillis())))
        .toList();
  }
}
