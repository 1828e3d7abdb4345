package io.gunrelay.relay.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which region serves a region's clients, as an operator has decided. Of two the one of the later
 * term counts.
 *
 * @param region whose clients
 * @param holder the region that serves them: the same unless others took over
 * @param term greater than those of all leases of the region before
 */
public record RegionLease(String region, String holder, long term) {

  /** Several of them in one line, for a header. */
  public static String line(List<RegionLease> leases) {
    return leases.stream()
        .map(lease -> lease.region + "=" + lease.holder + ";" + lease.term)
        .collect(Collectors.joining(","));
  }

  /**
   * Reads {@link #line}.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static List<RegionLease> list(String line) {
    var leases = new ArrayList<RegionLease>();
    for (var item : line.isBlank() ? new String[0] : line.split(",", -1)) {
      int equals = item.indexOf('=');
      int semicolon = item.indexOf(';');
      if (equals < 1 || semicolon < equals + 2) {
        throw malformed();
      }
      try {
        leases.add(
            new RegionLease(
                item.substring(0, equals),
                item.substring(equals + 1, semicolon),
                Long.parseLong(item.substring(semicolon + 1))));
      } catch (NumberFormatException e) {
        throw malformed();
      }
    }
    return List.copyOf(leases);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "Leases look like west=east;2,east=east;1: the region, the one that serves its clients, and"
            + " the term.");
  }
}
