package io.gunrelay.operator.failover;

/** Where a region stands. */
public enum Phase {
  /** It serves its clients. */
  HEALTHY,
  /** Observers agree that it is down, but have not done so for long enough. */
  SUSPECTED,
  /** It is down, and nothing has been moved yet: nothing may be, or nobody can take its clients. */
  CONFIRMED,
  /** Its clients are being led to another region. */
  SWITCHING,
  /** Another region serves its clients. */
  FAILED_OVER,
  /** It is up again, and has to stay so for a while. */
  RECOVERING,
  /** It gets its clients back, share by share. */
  FAILING_BACK;

  /** Whether something is the matter; who is suspected mostly turns out to be up. */
  public boolean isTroubled() {
    return this != HEALTHY && this != SUSPECTED;
  }

  /** Whether another region serves some of its clients. */
  boolean isServedByOther() {
    return this == SWITCHING || this == FAILED_OVER || this == RECOVERING || this == FAILING_BACK;
  }
}
