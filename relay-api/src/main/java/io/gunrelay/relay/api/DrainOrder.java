package io.gunrelay.relay.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a relay to hand clients over: each is told once to leave and to dial another URL. What is
 * left out is as the relay is configured. A relay of a version that does not know one of these
 * refuses an order that has it.
 *
 * @param urls where clients are sent, {@code ws://} or {@code wss://}, or {@code //} for the scheme
 *     and the port that each came by; left out or empty: to the URL that each came by, which must
 *     by then lead to other relays. Who is sent to another host belongs to its own still
 * @param rate clients that are told in a second, at least 1
 * @param share of the clients that are here when the drain begins, above 0 and at most 1; left out
 *     or 1: all of them and whoever still comes, and the relay is not ready until the drain ends
 * @param entry a host: only clients that belong to it are handed over, as they came by it or were
 *     sent away from it; {@code share} is of them, and the relay stays ready and keeps whoever
 *     still comes, even when that is all of them; left out: whichever host they came by
 */
public record DrainOrder(
    @Nullable List<String> urls,
    @Nullable Integer rate,
    @Nullable Double share,
    @Nullable String entry) {

  /** One for clients that came by any host. */
  public DrainOrder(@Nullable List<String> urls, @Nullable Integer rate, @Nullable Double share) {
    this(urls, rate, share, null);
  }
}
