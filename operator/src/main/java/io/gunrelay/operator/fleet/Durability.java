package io.gunrelay.operator.fleet;

/**
 * What writes are acknowledged for, as the relay's options spell it.
 *
 * @param level memory, disk or replicated
 * @param whenAlone refuse or acknowledge
 */
public record Durability(String level, String whenAlone) {

  /** What a fleet has that asks for nothing. */
  public static final Durability DISK = new Durability("disk", "refuse");
}
