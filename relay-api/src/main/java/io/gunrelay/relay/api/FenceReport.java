package io.gunrelay.relay.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a relay may acknowledge puts by itself.
 *
 * @param state whether it may, or why not
 * @param message the same in one line
 * @param mark names this report: an operator that shows it when it asks again has heard it
 * @param operatorSilentMs for how long an operator has not been known to hear this relay, in
 *     milliseconds; null when none ever did
 * @param leases those that it knows of, of every region
 */
public record FenceReport(
    State state,
    String message,
    String mark,
    @Nullable Long operatorSilentMs,
    List<RegionLease> leases) {

  public FenceReport {
    leases = leases == null ? List.of() : List.copyOf(leases);
  }

  public enum State {
    /** It is not asked to fence itself. */
    OFF,
    /** Its region serves its clients: puts are acknowledged as the durability says. */
    OPEN,
    /**
     * Its region's clients are served by another one, or nobody has said by whom: puts are
     * acknowledged once a relay of that region has them.
     */
    HELD,
    /**
     * It has been heard neither by an operator nor by most other regions for too long: puts are
     * acknowledged once another region has them, or are refused.
     */
    ISOLATED
  }
}
