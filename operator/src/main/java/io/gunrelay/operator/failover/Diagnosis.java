package io.gunrelay.operator.failover;

import io.gunrelay.operator.failover.Sight.RegionSight;

/** What is the matter with a region. */
public enum Diagnosis {
  SOUND(false, "is up"),
  /** Whoever could be asked is not heard of either: perhaps it is the operator that is cut off. */
  UNKNOWN(false, "cannot be judged, as no relay of another region is heard of"),
  /** Its clients are served; only the operator has lost sight of it. */
  CUT_FROM_OPERATOR(false, "is cut off from the operator alone"),
  /** Its clients are served, and do not hear of others. */
  CUT_FROM_REGIONS(false, "is cut off from the other regions"),
  /** One observer could not use its entry; another could, or there is none. */
  ENTRY_DOUBTFUL(false, "has an entry that not all observers could use"),
  LOST(true, "is heard of neither by the operator nor by most relays of other regions"),
  RELAYS_DOWN(true, "has no relay that takes clients"),
  ENTRY_DOWN(true, "has an entry that no observer could use");

  private final boolean down;
  private final String words;

  Diagnosis(boolean down, String words) {
    this.down = down;
    this.words = words;
  }

  static Diagnosis of(RegionSight region) {
    if (!region.heard()) {
      if (region.outside() == 0) {
        return UNKNOWN;
      }
      return isMost(region.outside() - region.hearing(), region.outside())
          ? LOST
          : CUT_FROM_OPERATOR;
    }
    if (region.ready() == 0) {
      return RELAYS_DOWN;
    }
    if (region.served() == 0 && region.triers() > 1) {
      return ENTRY_DOWN;
    }
    if (isMost(region.outside() - region.hearing(), region.outside())) {
      return CUT_FROM_REGIONS;
    }
    return region.served() < region.triers() ? ENTRY_DOUBTFUL : SOUND;
  }

  private static boolean isMost(int some, int all) {
    return 2 * some > all;
  }

  /** Whether its clients are better served elsewhere. */
  boolean isDown() {
    return down;
  }

  /** Whether it is about the way that clients come. */
  boolean isOfEntry() {
    return this == ENTRY_DOUBTFUL || this == ENTRY_DOWN;
  }

  /** Whether it may be over in a moment, and new connections are led elsewhere anyway. */
  boolean isMaybeARestart() {
    return this == RELAYS_DOWN;
  }

  /** What follows a region's name. */
  String words() {
    return words;
  }
}
