package io.gunrelay.relay.logging;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sends what is logged to a stream. */
public final class Logs extends Handler {
  private final PrintStream out;

  private Logs(PrintStream out, Formatter formatter) {
    this.out = out;
    setFormatter(formatter);
  }

  /** Must come before anything is logged: which manager there is, is decided then. */
  public static void prepare() {
    System.setProperty("java.util.logging.manager", StayingLogManager.class.getName());
  }

  /**
   * From now on everything that is logged goes to {@code out}.
   *
   * @param format {@code text} or {@code json}
   * @param level {@code error}, {@code warning}, {@code info} or {@code debug}
   */
  public static void to(PrintStream out, String format, String level) {
    Logger root = Logger.getLogger("");
    for (Handler earlier : root.getHandlers()) {
      root.removeHandler(earlier);
    }
    level(level);
    root.addHandler(new Logs(out, format.equals("json") ? new JsonLines() : new TextLines()));
  }

  /**
   * From now on so much is logged.
   *
   * @param level {@code error}, {@code warning}, {@code info} or {@code debug}
   */
  public static void level(String level) {
    Logger.getLogger("")
        .setLevel(
            switch (level) {
              case "error" -> Level.SEVERE;
              case "warning" -> Level.WARNING;
              case "debug" -> Level.FINE;
              default -> Level.INFO;
            });
  }

  @Override
  public void publish(LogRecord event) {
    if (isLoggable(event)) {
      byte[] line = getFormatter().format(event).getBytes(StandardCharsets.UTF_8);
      // One write, so that lines of several threads do not mix.
      out.write(line, 0, line.length);
      out.flush();
    }
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
