package io.gunrelay.e2e.gunjs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came back for a put. Times are milliseconds since the epoch, taken in the client's process
 * and comparable between processes of one machine.
 *
 * @param refusal why it was refused, or gun.js' words when nobody answered; null when it was taken
 * @param lack nobody answered for nine seconds
 * @param sentAtMillis when the client put it
 * @param ackedAtMillis when the answer was there
 */
public record Ack(
    @Nullable String refusal, boolean lack, double sentAtMillis, double ackedAtMillis) {

  /** Whether a peer took it. */
  public boolean ok() {
    return refusal == null;
  }

  public Duration took() {
    return Duration.ofNanos(Math.round((ackedAtMillis - sentAtMillis) * 1e6));
  }
}
