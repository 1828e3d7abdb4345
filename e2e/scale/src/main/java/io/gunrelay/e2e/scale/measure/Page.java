package io.gunrelay.e2e.scale.measure;

import java.time.Duration;
import java.util.Locale;
import java.util.TreeSet;

/** The figures for people: Markdown, which a terminal shows well enough. */
public record Page(Figures figures) {
  private static final double RESIDENT_LIMIT_MB = 512;
  private static final double RESIDENT_AIM_MB = 350;
  private static final double FIRST_LIMIT_S = 400;
  private static final double IDLE_LIMIT_PERCENT = 5;
  private static final double REACTION_LIMIT_S = 1;
  private static final double P99 = 0.99;

  /** The page. */
  public String markdown() {
    return """
    # The operator with many fleets

    Written by `make bench`; how it is measured stands in [README.md](README.md).

    %s
    %s\
    """
        .formatted(table(), requests());
  }

  private String table() {
    Figures f = figures;
    StringBuilder out = new StringBuilder();
    out.append("| | measured | aim | met |\n|---|---:|---:|---:|\n");
    row(out, "Fleets", "%,d".formatted(f.fleets()), "", "");
    row(out, "… their pods", "%,d".formatted(f.pods()), "", "");
    bounded(out, "Start to every fleet reconciled", seconds(f.firstSeen()), "s", FIRST_LIMIT_S);
    bounded(out, "Start to every fleet ready", seconds(f.firstReady()), "s", FIRST_LIMIT_S);
    row(
        out,
        "… processor time for a fleet",
        "%.1f ms".formatted(f.firstProcessor().toMillis() / (double) f.fleets()),
        "",
        "");
    bounded(out, "Memory, the most in the whole run", f.mostResidentMb(), "MB", RESIDENT_LIMIT_MB);
    bounded(out, "Memory, steady", f.residentMb(), "MB", RESIDENT_AIM_MB);
    row(out, "Steady for", "%d s".formatted(f.steady().toSeconds()), "", "");
    bounded(out, "… writes, the Lease's aside", f.steadily().writes(), "", 0);
    bounded(out, "… of one processor", f.idlePercent(), "%", IDLE_LIMIT_PERCENT);
    row(
        out,
        "… processor time for a fleet and minute",
        "%.2f ms"
            .formatted(
                f.steadyProcessor().toMillis()
                    / (double) f.fleets()
                    / (f.steady().toMillis() / 60_000.0)),
        "",
        "");
    row(
        out,
        "… reports of relays asked for",
        "%.0f /s".formatted(f.reports() / seconds(f.steady())),
        "",
        "");
    row(out, "Spec changes", "%,d".formatted(f.reactions().size()), "", "");
    row(out, "… to the first write, median", millis(f.reaction(0.5)), "", "");
    bounded(out, "… 99th percentile", seconds(f.reaction(P99)), "s", REACTION_LIMIT_S);
    row(out, "… slowest", millis(f.reactions().getLast()), "", "");
    row(out, "Restart to acting on a change", "%.1f s".formatted(seconds(f.restartSeen())), "", "");
    bounded(out, "… writes but for that change", f.restarted().writes(), "", 0);
    return out.toString();
  }

  private String requests() {
    Figures f = figures;
    StringBuilder out = new StringBuilder();
    out.append("Requests of the operator to the API server, those about its Lease apart:\n\n");
    out.append("| | until calm | for a fleet | steady | changes | for a change | restart |\n");
    out.append("|---|---:|---:|---:|---:|---:|---:|\n");
    TreeSet<String> verbs = new TreeSet<>(f.first().byVerb().keySet());
    verbs.addAll(f.steadily().byVerb().keySet());
    verbs.addAll(f.changed().byVerb().keySet());
    verbs.addAll(f.restarted().byVerb().keySet());
    for (String verb : verbs) {
      requests(
          out,
          verb,
          f.first().of(verb),
          f.steadily().of(verb),
          f.changed().of(verb),
          f.restarted().of(verb));
    }
    requests(
        out,
        "about the Lease",
        f.first().ofTheLease(),
        f.steadily().ofTheLease(),
        f.changed().ofTheLease(),
        f.restarted().ofTheLease());
    return out.toString();
  }

  private void requests(
      StringBuilder out, String verb, int first, int steady, int changed, int restarted) {
    out.append(
        String.format(
            Locale.ROOT,
            "| %s | %,d | %.1f | %,d | %,d | %.1f | %,d |%n",
            verb,
            first,
            first / (double) figures.fleets(),
            steady,
            changed,
            changed / (double) figures.reactions().size(),
            restarted));
  }

  private static void row(StringBuilder out, String name, String value, String aim, String met) {
    out.append("| %s | %s | %s | %s |\n".formatted(name, value, aim, met));
  }

  private static void bounded(
      StringBuilder out, String name, double value, String unit, double bound) {
    String suffix = unit.isEmpty() ? "" : " " + unit;
    row(
        out,
        name,
        number(value) + suffix,
        bound == 0 ? "0" : "≤ " + number(bound),
        value <= bound ? "yes" : "no");
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static String millis(Duration time) {
    return "%,d ms".formatted(time.toMillis());
  }
}
