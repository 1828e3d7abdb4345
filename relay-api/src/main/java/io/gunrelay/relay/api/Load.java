package io.gunrelay.relay.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a relay carries now.
 *
 * @param clients open WebSocket connections
 * @param subscriptions souls and keys that they are subscribed to
 * @param putsTotal keys merged from clients since the start
 * @param storedBytes size of the store on disk, in bytes
 * @param byEntry how many clients came by each host of the fleet's entries, in lower case; who came
 *     by another one is in none of them. Null when it is of a version that does not say so
 */
public record Load(
    long clients,
    long subscriptions,
    long putsTotal,
    long storedBytes,
    @Nullable Map<String, Long> byEntry) {

  /** One of a version that does not say how clients came. */
  public Load(long clients, long subscriptions, long putsTotal, long storedBytes) {
    this(clients, subscriptions, putsTotal, storedBytes, null);
  }
}
