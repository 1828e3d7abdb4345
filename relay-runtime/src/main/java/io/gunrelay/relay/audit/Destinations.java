package io.gunrelay.relay.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;

/** Opens logs as the configuration names them. */
public final class Destinations {
  /** No log is written. */
  public static final String OFF = "off";

  /** Lines go where the relay's own log goes. */
  public static final String STDOUT = "stdout";

  private final PrintStream stream;
  private final long maxFileBytes;
  private final InstantSource clock;

  /**
   * @param stream for {@link #STDOUT}
   * @param maxFileBytes size at which a file is put aside
   */
  public Destinations(PrintStream stream, long maxFileBytes, InstantSource clock) {
    this.stream = stream;
    this.maxFileBytes = maxFileBytes;
    this.clock = clock;
  }

  /**
   * Opens a log.
   *
   * @param name as its lines say
   * @param where {@link #OFF}, {@link #STDOUT} or a path
   * @throws IOException if the file cannot be opened
   */
  public EventLog open(String name, String where) throws IOException {
    return switch (where) {
      case OFF -> EventLog.off(name);
      case STDOUT -> new EventLog(name, clock, new Lines(stream));
      default -> new EventLog(name, clock, LogFile.open(Path.of(where), maxFileBytes));
    };
  }

  /** The stream stays open: it is the process'. */
  private record Lines(PrintStream to) implements EventLog.Destination {
    @Override
    public void write(byte[] lines) {
      // One write, so that lines of several threads do not mix.
      to.write(lines, 0, lines.length);
      to.flush();
    }

    @Override
    public void close() {}
  }
}
