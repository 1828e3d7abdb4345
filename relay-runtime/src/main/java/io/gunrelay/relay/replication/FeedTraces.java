package io.gunrelay.relay.replication;

import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.trace.TraceContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a feed that is traced: how many values are, and for each its place among the values,
 * the trace and the span. A feed without traces ends before, and has another type.
 */
final class FeedTraces {
  private static final int EACH = Integer.BYTES + TraceContext.BYTES;

  private FeedTraces() {}

  static int size(Changes changes) {
    int traced = count(changes);
    return traced == 0 ? 0 : Integer.BYTES + traced * EACH;
  }

  static void write(Changes changes, ByteBuffer to) {
    int traced = count(changes);
    if (traced == 0) {
      return;
    }
    to.putInt(traced);
    List<Commit.Value> values = changes.values();
    for (int i = 0; i < values.size(); i++) {
      TraceContext trace = values.get(i).trace();
      if (trace != null) {
        to.putInt(i).putLong(trace.traceHigh()).putLong(trace.traceLow()).putLong(trace.span());
      }
    }
  }

  static Changes read(Changes changes, ByteBuffer from) throws ProtocolException {
    int count = from.getInt();
    List<Commit.Value> values = new ArrayList<>(changes.values());
    if (count <= 0 || count > values.size()) {
      throw new ProtocolException("more values are traced than there are");
    }
    for (int i = 0; i < count; i++) {
      int at = from.getInt();
      TraceContext trace = new TraceContext(from.getLong(), from.getLong(), from.getLong());
      Commit.Value value = values.get(at);
      values.set(at, new Commit.Value(value.entry(), value.tag(), value.sender(), trace));
    }
    return new Changes(values, changes.advanced(), changes.filled());
  }

  private static int count(Changes changes) {
    int traced = 0;
    for (Commit.Value value : changes.values()) {
      traced += value.trace() == null ? 0 : 1;
    }
    return traced;
  }
}
