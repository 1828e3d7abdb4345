package io.gunrelay.e2e.loadgen.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everybody's figures side by side. */
record Table(Figures figures) {
  private static final List<String> HEAD =
      List.of("", "GunRelay", "gun.js", "raw Netty", "× gun.js", "× raw", "aim", "met");

  /** The lines of the table that were measured, cell by cell. */
  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Measure measure : Measure.values()) {
      if (figures.median(measure, Contestant.GUN_RELAY).isPresent()) {
        rows.add(
            List.of(
                measure.label(),
                cell(measure, Contestant.GUN_RELAY),
                cell(measure, Contestant.GUN_JS),
                cell(measure, Contestant.RAW_NETTY),
                times(measure, Contestant.GUN_JS),
                times(measure, Contestant.RAW_NETTY),
                measure.aims().stream().map(Aim::text).collect(Collectors.joining("; ")),
                met(measure)));
      }
    }
    return rows;
  }

  private String cell(Measure measure, Contestant whose) {
    return figures
        .median(measure, whose)
        .map(value ->
            String.format(Locale.ROOT, "%,." + measure.decimals() + "f", value)
                + (measure.unit().isEmpty() ? "" : " " + measure.unit()))
        .orElse("");
  }

  private String times(Measure measure, Contestant other) {
    return figures
        .advantage(measure, other)
        .filter(Double::isFinite)
        .map(times -> String.format(Locale.ROOT, times < 10 ? "%.2f" : "%,.0f", times))
        .orElse("");
  }

  private String met(Measure measure) {
    List<Optional<Boolean>> verdicts =
        measure.aims().stream().map(aim -> aim.met(figures, measure)).toList();
    if (verdicts.stream().allMatch(Optional::isEmpty)) {
      return "";
    }
    return verdicts.stream().allMatch(verdict -> verdict.orElse(true)) ? "yes" : "no";
  }

  /** The table for a terminal. */
  String text() {
    return render("  ", "", false);
  }

  /** The table in Markdown, figures to the right. */
  String markdown() {
    return render(" | ", "| ", true);
  }

  private String render(String between, String edge, boolean ruled) {
    List<List<String>> rows = rows();
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      out.append(edge);
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - rows.get(r).get(i).length());
        String cell = rows.get(r).get(i);
        out.append(i == 0 ? cell + padding : padding + cell);
        out.append(i < widths.length - 1 ? between : edge.stripTrailing().isEmpty() ? "" : " |");
      }
      out.append('\n');
      if (r == 0 && ruled) {
        out.append("|---").append("|---:".repeat(HEAD.size() - 1)).append("|\n");
      }
    }
    return out.toString();
  }
}
