package io.gunrelay.relay.peers;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of one peer; from any thread. */
public final class PeerFigures {
  final LongAdder received = new LongAdder();
  final LongAdder sent = new LongAdder();
  final LongAdder asked = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder filled = new LongAdder();

  PeerFigures() {}

  /** Messages that it sent. */
  public long received() {
    return received.sum();
  }

  /** Messages that it was sent. */
  public long sent() {
    return sent.sum();
  }

  /** Queries that it was asked. */
  public long asked() {
    return asked.sum();
  }

  /** Changes, queries and answers that were dropped since it did not take them in time. */
  public long dropped() {
    return dropped.sum();
  }

  /** Souls that it told when it was asked for all. */
  public long filled() {
    return filled.sum();
  }
}
