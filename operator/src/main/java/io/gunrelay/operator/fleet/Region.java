package io.gunrelay.operator.fleet;

/** One region of the fleet and how many relays it has. */
public record Region(String name, Scale scale) {

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

    /** A number that follows the load; the autoscaler owns it. */
    record Automatic(int min, int max, int cpuPercent) implements Scale {
      @Override
      public int initial() {
        return min;
      }
    }
  }
}
