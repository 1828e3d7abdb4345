package io.gunrelay.relay.replication.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** What has happened, the last of it. */
final class Trace {
  private static final int LINES = 60;

  private final boolean on;
  private final Queue<String> lines = new ArrayDeque<>();

  /**
   * @param on whether anything is kept: to make the lines takes longer than what they tell of
   */
  Trace(boolean on) {
    this.on = on;
  }

  void add(Supplier<String> line) {
    if (on) {
      if (lines.size() == LINES) {
        lines.remove();
      }
      lines.add(line.get());
    }
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
