package io.gunrelay.relay.trace;

import org.jspecify.annotations.Nullable;

/** Decides which puts are traced. Thread-safe; nothing blocks. */
public interface Traces extends AutoCloseable {
  /** Nothing is traced here; what another relay sampled is passed on. */
  Traces NONE =
      new Traces() {
        @Override
        public @Nullable Trace begin(long beganNs) {
          return null;
        }

        @Override
        public Trace goOn(TraceContext from) {
          return new PassedOn(from);
        }

        @Override
        public void close() {}
      };

  /**
   * A put has come from a client: its trace, or null if it is not sampled.
   *
   * @param beganNs when its frame had come, by the relay's monotonic clock
   */
  @Nullable Trace begin(long beganNs);

  /** A change has come from another relay, which traces it. */
  Trace goOn(TraceContext from);

  /** Spans that a collector has taken. */
  default long exported() {
    return 0;
  }

  /** Spans that no collector has taken. */
  default long lost() {
    return 0;
  }

  @Override
  void close();
}
