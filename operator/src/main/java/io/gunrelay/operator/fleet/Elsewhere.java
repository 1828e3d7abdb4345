package io.gunrelay.operator.fleet;

import java.util.List;

/**
 * What the part of a fleet in one cluster has to know of the regions in the others.
 *
 * @param fleet all regions of the fleet, in the order of the resource; empty in a fleet that is
 *     whole
 * @param exists whether there are any
 * @param wantsRelays whether any of them is to have relays
 * @param hasReadyRelay whether any of their relays takes clients
 * @param endpoints hosts and ports by which their relays are reached
 * @param addresses IPv4 addresses where their relays are reached on the replication port
 * @param doorways where hosts are served there, as it was last seen
 */
public record Elsewhere(
    List<Region> fleet,
    boolean exists,
    boolean wantsRelays,
    boolean hasReadyRelay,
    List<String> endpoints,
    List<String> addresses,
    List<Doorway> doorways) {

  /** Of a fleet in one cluster. */
  public static final Elsewhere NOTHING =
      new Elsewhere(List.of(), false, false, false, List.of(), List.of(), List.of());

  public Elsewhere {
    fleet = List.copyOf(fleet);
    endpoints = List.copyOf(endpoints);
    addresses = List.copyOf(addresses);
    doorways = List.copyOf(doorways);
  }
}
