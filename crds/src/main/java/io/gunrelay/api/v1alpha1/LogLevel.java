package io.gunrelay.api.v1alpha1;

/** How much relays log. */
public enum LogLevel {
  /** What somebody has to look at. */
  Error,
  /** What somebody should look at, too. */
  Warning,
  /** What happens now and then, too. */
  Info,
  /** What helps to find a mistake, too. */
  Debug
}
