package io.gunrelay.e2e.loadgen.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Both relays' figures side by side. */
record Table(Figures ours, Figures theirs) {
  private static final List<String> HEAD = List.of("", "GunRelay", "gun.js", "Advantage");

  /** The lines of the table that were measured, cell by cell. */
  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Measure measure : Measure.values()) {
      OptionalDouble our = ours.median(measure);
      OptionalDouble their = theirs.median(measure);
      if (our.isPresent() && their.isPresent()) {
        double ratio = measure.ratio(our.getAsDouble(), their.getAsDouble());
        rows.add(
            List.of(
                measure.label(),
                cell(measure, our.getAsDouble()),
                cell(measure, their.getAsDouble()),
                advantage(ratio)));
      }
    }
    return rows;
  }

  private static String cell(Measure measure, double value) {
    return String.format(Locale.ROOT, "%,." + measure.decimals() + "f %s", value, measure.unit());
  }

  private static String advantage(double ratio) {
    String times = String.format(Locale.ROOT, ratio < 10 ? "%.2f ×" : "%,.0f ×", ratio);
    return ratio < 1 ? "behind: " + times : times;
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
        out.append("|---|---:|---:|---:|\n");
      }
    }
    return out.toString();
  }
}
