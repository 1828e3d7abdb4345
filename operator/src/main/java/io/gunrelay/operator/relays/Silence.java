package io.gunrelay.operator.relays;

import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionContact;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When whoever says nothing is taken for silent: relays say something each second. */
public final class Silence {

  /** Two heartbeats have been missed. */
  private static final Duration AFTER = Duration.ofSeconds(2);

  private Silence() {}

  /** Whether whom somebody last heard then is silent now. */
  public static boolean isSince(Instant heard, Instant now) {
    return heard.plus(AFTER).isBefore(now);
  }

  /** Whether a relay hears nothing of a region any more. */
  public static boolean isWith(RegionContact contact) {
    return contact.silentMs() >= AFTER.toMillis();
  }

  /**
   * Whether a relay is linked with another one, or tries to be. Of the relays of another region one
   * of each is; that the others are there it asks now and then.
   */
  public static boolean isListenedTo(PeerReport peer) {
    var link = peer.link();
    return link == null || link.state() != PeerLink.State.STANDBY;
  }

  /** Whether a relay hears nothing any more of another one that it listens to. */
  public static boolean isWith(PeerReport peer) {
    var silentMs = peer.silentMs();
    return silentMs == null ? !peer.connected() : silentMs >= AFTER.toMillis();
  }

  /** The regions that a relay does not hear any more. */
  public static List<String> silent(RelayReport relay) {
    var contacts = relay.contacts();
    return contacts == null
        ? List.of()
        : contacts.stream().filter(Silence::isWith).map(RegionContact::region).sorted().toList();
  }
}
