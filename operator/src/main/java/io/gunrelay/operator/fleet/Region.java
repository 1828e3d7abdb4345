package io.gunrelay.operator.fleet;

import org.jspecify.annotations.Nullable;

/**
 * One region of the fleet.
 *
 * @param scale how many relays it has
 * @param placement where they run
 * @param host the DNS name that leads to this region alone; null when it has none
 * @param site the cluster that it lives in
 * @param replication how relays of other clusters come to its own
 * @param colour which of its sets of relays is meant
 */
public record Region(
    String name,
    Scale scale,
    Placement placement,
    @Nullable String host,
    Site site,
    ReplicationEntry replication,
    Colour colour) {

  /** One in the resource's own cluster. */
  public Region(String name, Scale scale, Placement placement, @Nullable String host) {
    this(name, scale, placement, host, new Site.Home(), ReplicationEntry.DEFAULT, Colour.NONE);
  }

  /** One that has nothing of its own. */
  public Region(String name, Scale scale) {
    this(name, scale, new Placement.Preferred(), null);
  }

  /** One of its sets of relays. */
  public Region in(Colour which) {
    return new Region(name, scale, placement, host, site, replication, which);
  }

  /** How the number of relays comes about. */
  public sealed interface Scale {

    /** The number that a region starts with. */
    int initial();

    /** A number that the resource gives. */
    record Fixed(int replicas) implements Scale {
      @Override
      public int initial() {
        return replicas;
      }
    }

    /**
     * A number that follows the load; the autoscaler owns it.
     *
     * @param scaleDownSeconds for how long fewer must have been enough before one goes
     * @param connections how many a relay is to have; null when they do not matter
     */
    record Automatic(
        int min, int max, int cpuPercent, int scaleDownSeconds, @Nullable Integer connections)
        implements Scale {
      @Override
      public int initial() {
        return min;
      }
    }
  }
}
