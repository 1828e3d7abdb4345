package io.gunrelay.operator.failover;

/**
 * Clients of a region were led to another one.
 *
 * @param asked whether somebody asked for it
 * @param why one line
 * @param watch how long each part took
 */
public record Switch(String from, String to, boolean asked, String why, Watch watch) {

  Switch with(Watch now) {
    return new Switch(from, to, asked, why, now);
  }
}
