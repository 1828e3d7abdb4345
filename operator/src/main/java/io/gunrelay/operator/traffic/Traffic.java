package io.gunrelay.operator.traffic;

import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Owner;

/** How one kind of entry leads new connections to relays of several colours. */
public interface Traffic {

  /** Whether shares can be given; otherwise one colour of a region gets all that come. */
  boolean hasWeights();

  /**
   * Leads a host to what takes new connections.
   *
   * @param whole the Service that names the same relays by their labels, for when there are no
   *     parts
   * @param entry the Service whose endpoints the operator writes, where the kind of entry needs one
   */
  Lead lead(Owner owner, Split split, String whole, String entry);

  /** That of an entry. */
  static Traffic by(Door door) {
    return switch (door) {
      case Door.Routes routes -> new ByWeights();
      case Door.Ingress ingress -> new ByEndpoints();
    };
  }
}
