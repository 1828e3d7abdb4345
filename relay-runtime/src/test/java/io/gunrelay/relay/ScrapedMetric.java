package io.gunrelay.relay;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric as Prometheus' text tells of it.
 *
 * @param labels with the values that there are, apart from the bounds of a histogram
 */
record ScrapedMetric(
    String name, String type, String help, SortedMap<String, SortedSet<String>> labels) {
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  /** The metrics of a scrape, by name. */
  static List<ScrapedMetric> all(String text) {
    TreeMap<String, ScrapedMetric> metrics = new TreeMap<>();
    TreeMap<String, String> help = new TreeMap<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# HELP ")) {
        help.put(words[2], words[3]);
      } else if (line.startsWith("# TYPE ")) {
        metrics.put(
            words[2],
            new ScrapedMetric(
                words[2], words[3], help.getOrDefault(words[2], ""), new TreeMap<>()));
      } else if (!line.startsWith("#")) {
        String name = line.substring(0, line.indexOf(line.contains("{") ? '{' : ' '));
        ScrapedMetric metric = metrics.get(name);
        if (metric == null) {
          metric = metrics.get(name.replaceFirst("_(bucket|count|sum)$", ""));
        }
        if (metric != null && line.contains("{")) {
          metric.add(line.substring(name.length()));
        }
      }
    }
    return List.copyOf(metrics.values());
  }

  /** What it is measured in, which the name says. */
  String unit() {
    String bare = name.replaceFirst("_total$", "");
    return bare.endsWith("_bytes") ? "bytes" : bare.endsWith("_seconds") ? "seconds" : "";
  }

  private void add(String text) {
    Matcher label = LABEL.matcher(text);
    while (label.find()) {
      if (!label.group(1).equals("le")) {
        labels.computeIfAbsent(label.group(1), any -> new TreeSet<>()).add(label.group(2));
      }
    }
  }
}
