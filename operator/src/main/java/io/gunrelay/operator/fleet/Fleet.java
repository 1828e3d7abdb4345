package io.gunrelay.operator.fleet;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fleet as its resource asks for it.
 *
 * @param owner the resource
 * @param version the relays' version
 * @param image the relays' image in full
 * @param regions at least one
 * @param entry null when nothing is exposed
 * @param storage where relays keep the graph
 * @param durability what writes are acknowledged for
 * @param limits bounds of each relay
 * @param security who may connect, and what they may write
 * @param resources what each relay's container may use
 * @param serviceMonitor whether Prometheus is told of the relays
 */
public record Fleet(
    Owner owner,
    String version,
    String image,
    List<Region> regions,
    @Nullable Entry entry,
    Storage storage,
    Durability durability,
    Limits limits,
    Security security,
    ResourceRequirements resources,
    boolean serviceMonitor)
    implements Reading {

  public Fleet {
    regions = List.copyOf(regions);
  }
}
