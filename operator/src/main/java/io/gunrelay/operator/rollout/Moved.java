package io.gunrelay.operator.rollout;

import java.time.Instant;

/**
 * When relays were last told to hand clients over.
 *
 * @param of how many clients there were then
 * @param pace how many each relay was told to hand over at most
 */
public record Moved(Instant at, long of, long pace) {

  /** Nobody was told anything. */
  public static final Moved NEVER = new Moved(Instant.EPOCH, 0, 0);
}
