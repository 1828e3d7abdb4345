package io.gunrelay.relay.api;

import java.util.List;

/**
 * How a relay does, as sums since its start: whoever has two of them knows what was between.
 *
 * @param acknowledged puts that were acknowledged, by the time that it took: one count for each of
 *     {@code boundsMicros}, and one for what took longer
 * @param boundsMicros the longest time of each count but the last, in microseconds, ascending
 * @param putsRefused puts that were not taken, and keys that were refused
 * @param connectionsOpened WebSocket connections that were opened
 * @param connectionsFailed that were refused, or closed because the relay had too much to do
 * @param cpuMillis processor time
 * @param residentBytes memory of the process now; 0 where that is not known
 * @param behindMillis for how long this relay has lacked something of the relay that it is most
 *     behind
 */
public record Performance(
    List<Long> acknowledged,
    List<Long> boundsMicros,
    long putsRefused,
    long connectionsOpened,
    long connectionsFailed,
    long cpuMillis,
    long residentBytes,
    long behindMillis) {

  public Performance {
    acknowledged = List.copyOf(acknowledged);
    boundsMicros = List.copyOf(boundsMicros);
  }
}
