package io.gunrelay.e2e.loadgen.load;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Remembers what a relay has acknowledged, to hold it to it later. Safe for several threads. */
public interface AckLog extends Closeable {
  /** One acknowledged value of the loads' key. */
  void acknowledged(String soul, String value);

  @Override
  default void close() throws IOException {}

  /**
   * One acknowledged value.
   *
   * @param soul where it was put
   */
  record Entry(String soul, String value) {}

  /** A log that forgets. */
  static AckLog none() {
    return (soul, value) -> {};
  }

  /**
   * A log in a file: soul, tab, value, one a line.
   *
   * @throws IOException when the file cannot be created
   */
  static AckLog into(Path file) throws IOException {
    BufferedWriter out = Files.newBufferedWriter(file);
    return new AckLog() {
      @Override
      public synchronized void acknowledged(String soul, String value) {
        try {
          out.append(soul).append('\t').append(value).append('\n');
        } catch (IOException e) {
          throw new UncheckedIOException("cannot write " + file, e);
        }
      }

      @Override
      public synchronized void close() throws IOException {
        out.close();
      }
    };
  }

  /**
   * Reads a log's file.
   *
   * @throws IOException when it cannot be read or is none
   */
  static List<Entry> read(Path file) throws IOException {
    List<Entry> entries = Files.readAllLines(file).stream().map(AckLog::entry).toList();
    if (entries.isEmpty()) {
      throw new IOException(file + " holds no acknowledged value");
    }
    return entries;
  }

  private static Entry entry(String line) {
    int tab = line.indexOf('\t');
    if (tab < 0) {
      throw new IllegalArgumentException("no tab in \"" + line + "\"");
    }
    return new Entry(line.substring(0, tab), line.substring(tab + 1));
  }
}
