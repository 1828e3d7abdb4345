package io.gunrelay.e2e.loadgen.soak;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What happened so far. Thread-safe. */
final class Counts {
  private static final int EXAMPLES = 10;

  final LongAdder connections = new LongAdder();
  final LongAdder puts = new LongAdder();
  final LongAdder acknowledged = new LongAdder();
  final LongAdder gets = new LongAdder();
  final LongAdder answers = new LongAdder();
  final LongAdder deliveries = new LongAdder();
  final LongAdder slowReaders = new LongAdder();
  final LongAdder slowReadersClosed = new LongAdder();
  final LongAdder badFrames = new LongAdder();
  private final LongAdder wrongs = new LongAdder();
  private final Queue<String> examples = new ConcurrentLinkedQueue<>();

  /** Something that should not happen. */
  void wrong(String what) {
    wrongs.increment();
    if (examples.size() < EXAMPLES) {
      examples.add(what);
    }
  }

  long wrongs() {
    return wrongs.sum();
  }

  /** The first of what went wrong. */
  Queue<String> examples() {
    return examples;
  }
}
