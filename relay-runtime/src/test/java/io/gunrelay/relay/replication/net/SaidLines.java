package io.gunrelay.relay.replication.net;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What a class says in the log. */
final class SaidLines {
  private final Logger logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(MessageFormat.format(line.getMessage(), line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  SaidLines(Class<?> speaker) {
    logger = Logger.getLogger(speaker.getName());
  }

  void begin() {
    logger.addHandler(handler);
  }

  void end() {
    logger.removeHandler(handler);
  }

  List<String> lines() {
    return lines;
  }

  /** Whether a line has all of these parts. */
  boolean has(String... parts) {
    return lines.stream().anyMatch(line -> Stream.of(parts).allMatch(line::contains));
  }
}
