package io.gunrelay.operator.decide;

import org.jspecify.annotations.Nullable;

/** What others say, as it goes on to people. */
final class Words {

  private static final int LONGEST = 1_000;

  private Words() {}

  /** In one line without control characters, of which status holds as much as anybody reads. */
  static String of(@Nullable String text) {
    if (text == null) {
      return "";
    }
    var line = text.replaceAll("[\\s\\p{Z}\\p{C}]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
