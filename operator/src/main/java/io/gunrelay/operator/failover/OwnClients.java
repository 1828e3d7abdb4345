package io.gunrelay.operator.failover;

/**
 * Clients that came by a region's own host, wherever they are.
 *
 * @param home those who are at its own relays
 * @param away those who are at relays of other regions
 * @param willing those of them who have not been told in vain to leave
 * @param isMoving whether some of them are being told now
 */
public record OwnClients(long home, long away, long willing, boolean isMoving) {
  private static final int ALL = 100;

  /** A share that differs by less is as it should be, unless it is all of them. */
  private static final int TOLERANCE = 2;

  public long all() {
    return home + away;
  }

  /** How many are still to come home. */
  public long lacking(int percent) {
    return Math.max(0, Math.ceilDiv(all() * percent, ALL) - home);
  }

  /** Whether as many are at home as are to be there. */
  boolean areHome(int percent) {
    return percent == ALL ? away == 0 : ALL * home >= (percent - TOLERANCE) * all();
  }

  /** Whether nobody is left who would come. */
  boolean areSettled() {
    return willing == 0 && !isMoving;
  }
}
