package io.gunrelay.relay.differential;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where this relay differs from gun.js' own on purpose.
 *
 * @param situation in which they differ, as the page calls it
 * @param theirs what gun.js' own does
 * @param ours what ours does, and why where that is not plain
 * @param explains which of the differences that are seen are this one
 */
record KnownDifference(
    String situation, String theirs, String ours, Predicate<Difference> explains) {
  /** A table of docs/interoperability.md. */
  static String table(List<KnownDifference> differences) {
    return differences.stream()
        .map(known -> "| %s | %s | %s |".formatted(known.situation, known.theirs, known.ours))
        .collect(Collectors.joining("\n", "| | gun.js' own | ours |\n|---|---|---|\n", ""));
  }
}
