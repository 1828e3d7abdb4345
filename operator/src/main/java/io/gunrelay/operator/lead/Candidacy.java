package io.gunrelay.operator.lead;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the Lease may be taken. Times that others wrote are not looked at, as nodes' clocks
 * differ by more than a Lease lasts: a claim is over when it has not changed for its duration by
 * the clock of who waits.
 */
final class Candidacy {

  private final String identity;
  private @Nullable Claim last;
  private long changedNs;

  Candidacy(String identity) {
    this.identity = identity;
  }

  /**
   * Judges what has just been read.
   *
   * @param nowNs by a clock that only runs forward
   */
  boolean mayTake(Optional<Claim> read, long nowNs) {
    if (read.isEmpty()) {
      return true;
    }
    Claim claim = read.get();
    if (!claim.equals(last)) {
      last = claim;
      changedNs = nowNs;
    }
    return claim.holder().isEmpty()
        || claim.holder().equals(identity)
        || nowNs - changedNs >= claim.duration().toNanos();
  }
}
