package io.gunrelay.e2e.scenarios;

/** How a scenario ended. */
sealed interface Outcome {
  /** As it should. */
  record Passed() implements Outcome {}

  /**
   * Otherwise.
   *
   * @param why one line
   */
  record Failed(String why) implements Outcome {}

  /**
   * Not at all.
   *
   * @param why what was missing
   */
  record Skipped(String why) implements Outcome {}
}
