package io.gunrelay.operator.decide;

import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Region;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The hosts that clients come to in one cluster. */
public final class EntryHosts {

  private EntryHosts() {}

  /** The fleet's, those of its regions, and those of visitors. */
  public static List<String> of(Fleet fleet, List<Visitor> visitors) {
    var entry = fleet.entry();
    return entry == null
        ? List.of()
        : Stream.of(
                Stream.of(entry.host()),
                fleet.regions().stream().map(Region::host).filter(Objects::nonNull),
                visitors.stream().map(Visitor::host))
            .flatMap(hosts -> hosts)
            .distinct()
            .toList();
  }
}
