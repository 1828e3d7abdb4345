package io.gunrelay.relay.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Lines for people: time, level, message; an exception's stack below. */
final class TextLines extends Formatter {
  @Override
  public String format(LogRecord event) {
    StringWriter line = new StringWriter();
    line.append(event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString())
        .append(' ')
        .append(String.format("%-7s", Words.level(event.getLevel())))
        .append(' ')
        .append(formatMessage(event))
        .append('\n');
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(new PrintWriter(line, true));
    }
    return line.toString();
  }
}
