package io.gunrelay.relay.files;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.ReadOnlyStore;
import io.gunrelay.relay.store.Write;
import io.gunrelay.relay.wire.JsonText;
import java.io.IOException;
import java.io.OutputStream;

/** Writes what a store holds as GUN JSON, values byte for byte, souls and keys in their order. */
public final class GraphExport {
  private static final int PIECE_BYTES = 1 << 16;

  private final OutputStream out;
  private JsonText text = new JsonText(2 * PIECE_BYTES);

  private GraphExport(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes the current values, as one graph. Reads each node twice, first its states and then its
   * values, so that none is in memory.
   *
   * @param out stays the caller's
   * @return how many there are
   */
  public static long values(ReadOnlyStore store, OutputStream out) throws IOException {
    GraphExport export = new GraphExport(out);
    try (ReadOnlyStore.Walk<Entry> states = store.entries();
        ReadOnlyStore.Walk<Entry> values = store.entries()) {
      return export.graph(states, values);
    }
  }

  /**
   * Writes the puts from the future, each as a graph in a line of its own, the one due first first:
   * there may be several for one key.
   *
   * @param out stays the caller's
   * @return how many there are
   */
  public static long deferred(ReadOnlyStore store, OutputStream out) throws IOException {
    GraphExport export = new GraphExport(out);
    long count = 0;
    try (ReadOnlyStore.Walk<Write.Deferred> puts = store.deferred()) {
      while (puts.hasNext()) {
        Write.Deferred put = puts.next();
        export.text.raw('{');
        export.begin(put.soul());
        export.text.string(put.key()).raw(':').number(put.state()).raw("}},");
        export.text.string(put.key()).raw(':').raw(put.value()).raw("}}\n");
        export.flushIfLarge();
        count++;
      }
    }
    export.flush();
    return count;
  }

  private long graph(ReadOnlyStore.Walk<Entry> states, ReadOnlyStore.Walk<Entry> values)
      throws IOException {
    long count = 0;
    text.raw('{');
    Entry entry = states.hasNext() ? states.next() : null;
    while (entry != null) {
      String soul = entry.soul();
      text.raw(count == 0 ? "\n" : ",\n");
      begin(soul);
      long keys = 0;
      while (entry != null && entry.soul().equals(soul)) {
        if (keys++ > 0) {
          text.raw(',');
        }
        text.string(entry.key()).raw(':').number(entry.state());
        flushIfLarge();
        entry = states.hasNext() ? states.next() : null;
      }
      text.raw("}}");
      for (long i = 0; i < keys; i++) {
        Entry value = values.next();
        text.raw(',').string(value.key()).raw(':').raw(value.value());
        flushIfLarge();
      }
      text.raw('}');
      count += keys;
    }
    text.raw("\n}\n");
    flush();
    return count;
  }

  /** A node, up to its states. */
  private void begin(String soul) {
    text.string(soul).raw(":{\"_\":{\"#\":").string(soul).raw(",\">\":{");
  }

  private void flushIfLarge() throws IOException {
    if (text.size() >= PIECE_BYTES) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(text.toBytes().array());
    text = new JsonText(2 * PIECE_BYTES);
  }
}
