package io.gunrelay.relay.replication.net;

import java.util.concurrent.atomic.LongAdder;

/** What peers have been sent. Thread-safe. */
final class Traffic {
  private final LongAdder raw = new LongAdder();
  private final LongAdder wire = new LongAdder();

  /** Adds bytes as they were before compression, and as they went over the wire. */
  void sent(long rawBytes, long wireBytes) {
    raw.add(rawBytes);
    wire.add(wireBytes);
  }

  long rawBytes() {
    return raw.sum();
  }

  long wireBytes() {
    return wire.sum();
  }
}
