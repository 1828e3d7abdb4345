package io.gunrelay.kubectl.status;

import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.api.RegionReport;
import org.jspecify.annotations.Nullable;

/**
 * How far relays are behind those that they are linked with.
 *
 * @param milliseconds how long ago nothing was missing, by the worst link; null when nobody says
 * @param changes that are missing, by the worst link
 * @param links to relays that changes flow from
 * @param cut links to relays that cannot be reached
 */
record Lag(@Nullable Long milliseconds, long changes, int links, int cut) {

  /** Of nobody. */
  static final Lag UNKNOWN = new Lag(null, 0, 0, 0);

  private static final long SECOND_MS = 1_000;

  static Lag of(@Nullable RegionReport view) {
    if (view == null) {
      return UNKNOWN;
    }
    var lag = UNKNOWN;
    for (var peer : view.peers()) {
      var link = peer.link();
      if (link != null) {
        lag = lag.worse(of(link));
      }
    }
    return lag;
  }

  private static Lag of(PeerLink link) {
    var behind = link.behind();
    return new Lag(
        behind == null ? null : behind.milliseconds(),
        behind == null ? 0 : behind.changes(),
        link.state() == PeerLink.State.LINKED ? 1 : 0,
        link.state() == PeerLink.State.UNREACHABLE ? 1 : 0);
  }

  /** Of both. */
  Lag worse(Lag other) {
    return new Lag(
        milliseconds == null
            ? other.milliseconds
            : other.milliseconds == null
                ? milliseconds
                : Long.valueOf(Math.max(milliseconds, other.milliseconds)),
        Math.max(changes, other.changes),
        links + other.links,
        cut + other.cut);
  }

  /** For a table. */
  String text() {
    var time = milliseconds;
    if (time == null) {
      return links == 0 && cut == 0 ? "-" : "?";
    }
    if (changes == 0) {
      return "0";
    }
    return time < SECOND_MS ? time + "ms" : time / SECOND_MS + "s";
  }
}
