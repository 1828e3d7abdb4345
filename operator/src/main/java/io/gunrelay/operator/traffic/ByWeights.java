package io.gunrelay.operator.traffic;

import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.traffic.Lead.Backend;

/** Routes of the Gateway API: a Service for each region and colour, and a weight for each. */
record ByWeights() implements Traffic {

  @Override
  public boolean hasWeights() {
    return true;
  }

  @Override
  public Lead lead(Owner owner, Split split, String whole, String entry) {
    return split.parts().isEmpty()
        ? Lead.to(whole)
        : new Lead(
            split.parts().stream()
                .map(part -> new Backend(Names.relaySet(owner, part.region()), part.weight()))
                .toList());
  }
}
