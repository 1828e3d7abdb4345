package io.gunrelay.e2e.loadgen.relays;

import java.util.HashMap;
import java.util.Map;

/** A relay's metrics at one moment, as Prometheus' text says them. */
public final class Metrics {
  private final Map<String, Double> values;

  private Metrics(Map<String, Double> values) {
    this.values = values;
  }

  static Metrics parse(String text) {
    Map<String, Double> values = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      int space = line.lastIndexOf(' ');
      if (space > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
      }
    }
    return new Metrics(values);
  }

  /** All series of a name whose labels contain a text, added up. */
  public double sum(String name, String labels) {
    return values.entrySet().stream()
        .filter(entry -> {
          String series = entry.getKey();
          boolean named = series.equals(name) || series.startsWith(name + "{");
          return named && series.contains(labels);
        })
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** What the heap and direct buffers hold. */
  public double heapAndDirectBytes() {
    return sum("jvm_memory_used_bytes", "area=\"heap\"")
        + sum("jvm_buffer_memory_used_bytes", "id=\"direct\"");
  }
}
