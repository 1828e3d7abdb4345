package io.gunrelay.relay;

import io.gunrelay.relay.graph.TestGraph;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.ReadOnlyStore;
import io.gunrelay.relay.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What stopped relays have on their disks. */
final class RelayDisks {
  private RelayDisks() {}

  /** Which properties that a relay has acknowledged to the writers are not in the folder. */
  static Set<String> missing(Path data, List<PlainWriter> writers) {
    return missing(values(data, writers), writers);
  }

  /** The same of properties, with values and states. */
  static Set<String> missing(Set<String> values, List<PlainWriter> writers) {
    Map<String, String> acknowledged = new HashMap<>();
    writers.forEach(writer -> acknowledged.putAll(writer.acknowledged()));
    Set<String> missing = new HashSet<>(acknowledged.keySet());
    for (String value : values) {
      String property = value.substring(0, Math.max(0, value.indexOf('=')));
      if (value.contains("=" + acknowledged.get(property) + "@")) {
        missing.remove(property);
      }
    }
    return missing;
  }

  /** All properties of the writers, with values and states. */
  static Set<String> values(Path data, List<PlainWriter> writers) {
    Set<String> values = new HashSet<>();
    try (TestGraph graph = new TestGraph(data)) {
      for (PlainWriter writer : writers) {
        values.addAll(List.of(graph.new Listener().get(writer.soul()).text().split(",", -1)));
      }
    }
    return values;
  }

  /** All current values, in order. */
  static List<String> contents(Path data) {
    List<String> contents = new ArrayList<>();
    try (ReadOnlyStore store = ReadOnlyStore.open(new StoreSettings(data, 8 << 20, 100));
        ReadOnlyStore.Walk<Entry> entries = store.entries()) {
      entries.forEachRemaining(entry ->
          contents.add(
              "%s.%s=%s@%s".formatted(entry.soul(), entry.key(), entry.value(), entry.state())));
    }
    return contents;
  }

  /** Makes it an empty disk. */
  static void wipe(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
