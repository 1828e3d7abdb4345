package io.gunrelay.operator.fleet;

/**
 * What is told of the relays' work.
 *
 * @param serviceMonitor whether Prometheus is told of the relays
 * @param logLevel as the relay's option spells it: error, warning, info or debug
 */
public record Monitoring(boolean serviceMonitor, String logLevel) {

  /** What a fleet has that asks for nothing. */
  public static final Monitoring USUAL = new Monitoring(true, "info");
}
