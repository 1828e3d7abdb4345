package io.gunrelay.architecture;

/**
 * A rule about a module's classes.
 *
 * @param name the rule, as a sentence
 * @param body throws an {@link AssertionError} where the rule is broken
 */
public record Check(String name, Runnable body) {

  /** Throws an {@link AssertionError} that names each class that breaks the rule. */
  public void run() {
    body.run();
  }
}
