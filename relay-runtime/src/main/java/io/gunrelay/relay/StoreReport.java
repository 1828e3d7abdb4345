package io.gunrelay.relay;

import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.ReadOnlyStore;
import io.gunrelay.relay.store.StoreCheck;
import io.gunrelay.relay.store.StoreSurvey;
import io.gunrelay.relay.wire.ValueText;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.TreeSet;

/** What people are told of a store. Scripts read it, too: a name, blanks, a value. */
final class StoreReport {
  private StoreReport() {}

  /** Prints how much it holds. */
  static void stat(ReadOnlyStore store, PrintStream out) {
    StoreSurvey found = StoreSurvey.of(store);
    line(out, "format", found.format());
    line(out, "souls", found.souls());
    line(out, "keys", found.keys());
    line(out, "value-bytes", found.valueBytes());
    line(out, "row-bytes", found.rowBytes());
    line(out, "disk-bytes", found.diskBytes());
    line(out, "deferred", found.deferred());
    TreeSet<Origin> origins = new TreeSet<>(found.vector().sequences().keySet());
    origins.addAll(found.values().keySet());
    line(out, "origins", origins.size());
    for (Origin origin : origins) {
      out.printf(
          "origin %s sequence %d values %d%n",
          origin, found.vector().of(origin), found.values().getOrDefault(origin, 0L));
    }
  }

  private static void line(PrintStream out, String name, long value) {
    out.printf("%-11s %d%n", name, value);
  }

  /** Prints whether it is damaged, and what to do then. */
  static ExitCode check(ReadOnlyStore store, Path folder, PrintStream out, PrintWriter err) {
    StoreCheck.Findings found = StoreCheck.of(store, ValueText::isValid);
    line(out, "values", found.values());
    line(out, "deferred", found.deferred());
    line(out, "problems", found.problems());
    found.examples().forEach(example -> out.println("problem: " + example));
    if (found.isSound()) {
      return ExitCode.OK;
    }
    if (found.problems() > found.examples().size()) {
      out.printf("and %d more%n", found.problems() - found.examples().size());
    }
    err.printf(
        "gun-relay: the store in %s is damaged; set the folder aside and start with an empty one,"
            + " which other relays fill, or into which an export is imported%n",
        folder);
    return ExitCode.STORE_CORRUPT;
  }
}
