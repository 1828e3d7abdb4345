package io.gunrelay.kubectl.status;

import static java.util.stream.Collectors.joining;

import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.kubectl.text.Ages;
import io.gunrelay.kubectl.text.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fleets, one a line. */
final class FleetTable {

  private FleetTable() {}

  /**
   * The table.
   *
   * @param namespaces whether to say where each is
   * @param wide whether to say why each is as it is
   */
  static List<String> of(List<Picture> fleets, boolean namespaces, boolean wide, Instant now) {
    var headings = new ArrayList<String>();
    if (namespaces) {
      headings.add("NAMESPACE");
    }
    headings.addAll(List.of("NAME", "PHASE", "VERSION", "READY", "CLIENTS", "REGIONS", "AGE"));
    if (wide) {
      headings.add("MESSAGE");
    }
    var table = new Table(headings.toArray(String[]::new));
    for (var fleet : fleets) {
      var cells = new ArrayList<String>();
      if (namespaces) {
        cells.add(fleet.namespace());
      }
      var status = fleet.status();
      cells.addAll(
          List.of(
              fleet.name(),
              fleet.phase(),
              fleet.version(),
              text(status == null ? null : status.ready()),
              text(status == null ? null : status.clients()),
              regions(fleet),
              Ages.since(fleet.fleet().getMetadata().getCreationTimestamp(), now)));
      if (wide) {
        cells.add(fleet.message());
      }
      table.row(cells.toArray(String[]::new));
    }
    return table.lines();
  }

  private static String regions(Picture fleet) {
    var spec = fleet.fleet().getSpec();
    return spec == null || spec.regions() == null
        ? Ages.UNKNOWN
        : spec.regions().stream().map(region -> region(fleet, region.name())).collect(joining(","));
  }

  /** With its phase, where it does not serve as usual. */
  private static String region(Picture fleet, String name) {
    return fleet.failovers().stream()
        .filter(region -> region.name().equals(name))
        .filter(region -> region.phase() != FailoverPhase.Healthy)
        .map(region -> name + ":" + region.phase())
        .findFirst()
        .orElse(name);
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, Ages.UNKNOWN);
  }
}
