package io.gunrelay.relay.replication.net;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before an address is dialled again. Belongs to the peer's thread. */
final class Redial {
  private static final long FIRST_MS = 100;

  /** Half as much again, by chance, and no more: a link that is healed is to be used at once. */
  private static final long LONGEST_MS = 1_000;

  /**
   * What leads to this relay itself, or to one that is linked, is dialled more and more seldom: a
   * handshake costs both ends some milliseconds.
   */
  private static final long FIRST_NEEDLESS_MS = 2_000;

  private static final long LONGEST_OWN_MS = 60_000;
  private static final long LONGEST_ALIAS_MS = 10_000;

  private final RandomGenerator random;
  private long nextMs = FIRST_MS;
  private long needlessMs = FIRST_NEEDLESS_MS;

  Redial(RandomGenerator random) {
    this.random = random;
  }

  /** How long to wait now; the next time it is longer, up to a bound. */
  Duration next() {
    Duration now = jittered(Duration.ofMillis(nextMs));
    nextMs = Math.min(2 * nextMs, LONGEST_MS);
    return now;
  }

  /** Between a half and one and a half of it, so that relays do not act at the same instants. */
  Duration jittered(Duration around) {
    long nanos = around.toNanos();
    return Duration.ofNanos(nanos / 2 + random.nextLong(nanos));
  }

  /** Another relay has answered. */
  void answered() {
    needlessMs = FIRST_NEEDLESS_MS;
  }

  /** There is a link: when it breaks it is dialled soon. */
  void linked() {
    nextMs = FIRST_MS;
  }

  /**
   * It is of no use to dial.
   *
   * @param own whether it is this relay itself
   */
  void needless(boolean own) {
    nextMs = needlessMs;
    needlessMs = Math.min(2 * needlessMs, own ? LONGEST_OWN_MS : LONGEST_ALIAS_MS);
  }
}
