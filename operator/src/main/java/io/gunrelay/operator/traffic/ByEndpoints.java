package io.gunrelay.operator.traffic;

import io.gunrelay.operator.fleet.Owner;

/**
 * Ingresses know no weights: the host leads to a Service without a selector, whose EndpointSlice
 * the operator writes.
 */
record ByEndpoints() implements Traffic {

  @Override
  public boolean hasWeights() {
    return false;
  }

  @Override
  public Lead lead(Owner owner, Split split, String whole, String entry) {
    return Lead.to(split.parts().isEmpty() ? whole : entry);
  }
}
