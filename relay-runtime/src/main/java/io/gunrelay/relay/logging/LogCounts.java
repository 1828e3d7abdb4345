package io.gunrelay.relay.logging;

import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts what is logged as an error or a warning. Thread-safe. */
public final class LogCounts extends Handler {
  // Held on to, since Java's loggers are forgotten with their handlers.
  private final Logger root = Logger.getLogger("");
  private final LongAdder errors = new LongAdder();
  private final LongAdder warnings = new LongAdder();

  private LogCounts() {}

  /** Counts from now on, until it is closed. */
  public static LogCounts begin() {
    LogCounts counts = new LogCounts();
    counts.root.addHandler(counts);
    return counts;
  }

  public long errors() {
    return errors.sum();
  }

  public long warnings() {
    return warnings.sum();
  }

  @Override
  public void publish(LogRecord event) {
    int level = event.getLevel().intValue();
    if (level >= Level.SEVERE.intValue()) {
      errors.increment();
    } else if (level >= Level.WARNING.intValue()) {
      warnings.increment();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
  }
}
