package io.gunrelay.operator.failover;

import java.time.Duration;

/**
 * What a fleet's owner has decided.
 *
 * @param confirmAfter how long observers have to agree that a region is down
 * @param failsBack whether a region gets its clients back by itself
 * @param holdDown how long it has to be up and caught up before that
 * @param switchesAnHour how many switches nobody asked for there may be
 * @param linger for how long clients may go on coming to the region that served them although their
 *     host leads home: where that is a matter of DNS, names are remembered
 */
public record Policy(
    Mode mode,
    Strategy strategy,
    Duration confirmAfter,
    boolean failsBack,
    Duration holdDown,
    int switchesAnHour,
    Duration linger) {

  /** Who decides. */
  public enum Mode {
    AUTOMATIC,
    /** It is said what would be done, and a person asks for it. */
    MANUAL,
    DISABLED
  }

  /** Which regions serve. */
  public enum Strategy {
    /** Each its own clients, and those of regions that are down. */
    ACTIVE_ACTIVE,
    /** One of them all clients. */
    ACTIVE_PASSIVE
  }
}
