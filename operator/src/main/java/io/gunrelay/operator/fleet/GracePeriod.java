package io.gunrelay.operator.fleet;

/**
 * How long a relay may take to stop. First it keeps serving while the endpoints forget it, then it
 * closes its connections at a bounded rate, so that its clients do not all arrive at the others in
 * the same moment, then it finishes its commits.
 */
public record GracePeriod(int drainSeconds) {

  /** Endpoints are updated within 0.3 to 1.4 s where it was measured; slower ones have room. */
  public static final int ENDPOINTS_SECONDS = 5;

  /** Connections that a relay closes in a second. */
  static final int CLOSES_PER_SECOND = 1_000;

  /** For the last commit and its sync, on a slow disk. */
  private static final int COMMIT_SECONDS = 10;

  private static final int EXIT_SECONDS = 5;

  /** For a relay that holds as many connections as it may. */
  public static GracePeriod forConnections(int connections) {
    return new GracePeriod(
        Math.ceilDiv(Math.max(0, connections), CLOSES_PER_SECOND) + COMMIT_SECONDS);
  }

  /** From the request to stop until the process is killed. */
  public int terminationSeconds() {
    return ENDPOINTS_SECONDS + drainSeconds + EXIT_SECONDS;
  }
}
