package io.gunrelay.e2e.scale.measure;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

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
    bounded(out, "Start to every fleet reconciled", seconds(f.first().seen()), "s", FIRST_LIMIT_S);
    bounded(out, "Start to every fleet ready", seconds(f.first().ready()), "s", FIRST_LIMIT_S);
    row(
        out,
        "… processor time for a fleet",
        "%.1f ms".formatted(f.first().processor().toMillis() / (double) f.fleets()),
        "",
        "");
    bounded(out, "Memory, the most in the whole run", f.mostResidentMb(), "MB", RESIDENT_LIMIT_MB);
    bounded(out, "Memory, steady", f.steady().residentMb(), "MB", RESIDENT_AIM_MB);
    row(out, "Steady for", "%d s".formatted(f.steady().time().toSeconds()), "", "");
    bounded(out, "… writes, the Lease's aside", f.steady().requests().writes(), "", 0);
    bounded(out, "… of one processor", f.steady().percent(), "%", IDLE_LIMIT_PERCENT);
    row(
        out,
        "… processor time for a fleet and minute",
        "%.2f ms"
            .formatted(
                f.steady().processor().toMillis()
                    / (double) f.fleets()
                    / (f.steady().time().toMillis() / 60_000.0)),
        "",
        "");
    row(
        out,
        "… reports of relays asked for",
        "%.0f /s".formatted(f.steady().reports() / seconds(f.steady().time())),
        "",
        "");
    row(out, "Spec changes", "%,d".formatted(f.changes().reactions().size()), "", "");
    row(out, "… to the first write, median", millis(f.changes().reaction(0.5)), "", "");
    bounded(out, "… 99th percentile", seconds(f.changes().reaction(P99)), "s", REACTION_LIMIT_S);
    row(out, "… slowest", millis(f.changes().reactions().getLast()), "", "");
    row(
        out,
        "Restart to acting on a change",
        "%.1f s".formatted(seconds(f.restart().seen())),
        "",
        "");
    bounded(out, "… writes but for that change", f.restart().requests().writes(), "", 0);
    return out.toString();
  }

  private String requests() {
    Figures f = figures;
    StringBuilder out = new StringBuilder();
    out.append("Requests of the operator to the API server, those about its Lease apart:\n\n");
    out.append("| | until calm | for a fleet | steady | changes | for a change | restart |\n");
    out.append("|---|---:|---:|---:|---:|---:|---:|\n");
    List<Requests> stages =
        List.of(
            f.first().requests(),
            f.steady().requests(),
            f.changes().requests(),
            f.restart().requests());
    stages.stream()
        .flatMap(stage -> stage.byVerb().keySet().stream())
        .distinct()
        .sorted()
        .forEach(verb -> requests(out, verb, stages, stage -> stage.of(verb)));
    requests(out, "about the Lease", stages, Requests::ofTheLease);
    return out.toString();
  }

  private void requests(
      StringBuilder out, String name, List<Requests> stages, ToIntFunction<Requests> count) {
    int[] counts = stages.stream().mapToInt(count).toArray();
    out.append(
        String.format(
            Locale.ROOT,
            "| %s | %,d | %.1f | %,d | %,d | %.1f | %,d |%n",
            name,
            counts[0],
            counts[0] / (double) figures.fleets(),
            counts[1],
            counts[2],
            counts[2] / (double) figures.changes().reactions().size(),
            counts[3]));
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
