package io.gunrelay.relay.files;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.GraphSettings;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.ReadOnlyStore;
import io.gunrelay.relay.store.StoreSettings;
import io.gunrelay.relay.store.StoreSurvey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Stores of folders, filled and read as the commands do. */
final class Graphs {
  static final long NOW = 1_800_000_000_000L;

  private Graphs() {}

  /** Merges, and returns how many bytes of values were new. */
  static long merge(Path folder, Source source) throws FileException, InterruptedException {
    try (Merger merger = open(folder)) {
      source.read(merger);
      merger.finish();
      return merger.changedBytes();
    }
  }

  static long merge(Path folder, List<Delta> deltas) throws FileException, InterruptedException {
    try (Merger merger = open(folder)) {
      for (Delta delta : deltas) {
        merger.take(delta);
      }
      merger.finish();
      return merger.changedBytes();
    }
  }

  private static Merger open(Path folder) {
    return Merger.open(
        settings(folder),
        GraphSettings.withCache(8 << 20),
        () -> Instant.ofEpochMilli(NOW),
        new Random());
  }

  static Source json(byte[] text) {
    return new Source.Stream("test", new ByteArrayInputStream(text));
  }

  static Source json(String text) {
    return json(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] export(Path folder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ReadOnlyStore store = ReadOnlyStore.open(settings(folder))) {
      GraphExport.values(store, out);
    }
    return out.toByteArray();
  }

  static byte[] exportDeferred(Path folder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ReadOnlyStore store = ReadOnlyStore.open(settings(folder))) {
      GraphExport.deferred(store, out);
    }
    return out.toByteArray();
  }

  static StoreSurvey survey(Path folder) {
    try (ReadOnlyStore store = ReadOnlyStore.open(settings(folder))) {
      return StoreSurvey.of(store);
    }
  }

  /** Each value, with its state, by soul and key. */
  static Map<List<String>, List<Object>> contents(Path folder) {
    Map<List<String>, List<Object>> contents = new TreeMap<>(Comparator.comparing(List::toString));
    try (ReadOnlyStore store = ReadOnlyStore.open(settings(folder));
        ReadOnlyStore.Walk<Entry> entries = store.entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        contents.put(
            List.of(entry.soul(), entry.key()), List.of(entry.value().text(), entry.state()));
      }
    }
    return contents;
  }

  static Delta delta(String soul, String key, double state, String value) {
    return new Delta(soul, key, state, Bytes.utf8(value));
  }

  static StoreSettings settings(Path folder) {
    return new StoreSettings(folder, 8 << 20, 100);
  }
}
