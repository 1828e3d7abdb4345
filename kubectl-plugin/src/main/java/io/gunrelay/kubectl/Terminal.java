package io.gunrelay.kubectl;

import io.gunrelay.kubectl.text.Paint;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Where a command speaks, and what it knows of its surroundings.
 *
 * @param environment of the process
 * @param out answers
 * @param err progress and refusals
 * @param isTerminal whether a person reads {@code out} as it comes
 */
record Terminal(
    Map<String, String> environment,
    PrintWriter out,
    PrintWriter err,
    boolean isTerminal,
    InstantSource clock) {

  private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

  Paint paint() {
    var plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.get("TERM"));
    return isTerminal && !plain ? Paint.COLOURED : Paint.PLAIN;
  }

  /**
   * Prints what may be printed anew.
   *
   * @param watching whether it takes the place of what is on the screen
   */
  void show(List<String> lines, boolean watching) {
    if (watching && isTerminal) {
      out.print(CLEAR);
    }
    print(lines);
  }

  void print(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }
}
