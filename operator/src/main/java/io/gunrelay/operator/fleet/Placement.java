package io.gunrelay.operator.fleet;

import java.util.Map;

/** Which nodes a region's relays run on. */
public sealed interface Placement {

  /** Nodes that carry the region's name; others when there are none. */
  record Preferred() implements Placement {}

  /** Nodes with these labels; without any, all. */
  record Selected(Map<String, String> labels) implements Placement {
    public Selected {
      labels = Map.copyOf(labels);
    }
  }
}
