package io.gunrelay.operator.fleet;

/**
 * How long a relay may take to stop. First it keeps serving while the endpoints forget it, then it
 * hands its connections over at a bounded rate, so that its clients do not all arrive at the others
 * in the same moment, then it closes those that did not go and finishes its commits.
 */
public record GracePeriod(int drainSeconds) {

  /** Endpoints are updated within 0.3 to 1.4 s where it was measured; slower ones have room. */
  public static final int ENDPOINTS_SECONDS = 5;

  /** Clients that a relay tells in a second to go elsewhere. */
  public static final int DRAIN_RATE = 500;

  /**
   * Of the time to hand over, what its rate needs at most; the rest is for clients that are told
   * late. The relay reckons with the same share, and hurries when it has less.
   */
  private static final double SHARE_FOR_TELLING = 0.75;

  /** For who has to be closed, and for the last commit and its sync, on a slow disk. */
  private static final int COMMIT_SECONDS = 10;

  private static final int EXIT_SECONDS = 5;

  /**
   * Of connections, as many as the shortest period is for; each longer one is for twice as many.
   */
  private static final int SHORTEST_IS_FOR = 25_000;

  /** As many as the API lets one relay have. */
  private static final int MOST_CONNECTIONS = 1_000_000;

  /**
   * For a relay that holds as many connections as it may. It is the same for numbers that are not
   * far from each other: a pod cannot have its period changed, and another number of connections is
   * no reason to replace it.
   */
  public static GracePeriod forConnections(int connections) {
    long several = SHORTEST_IS_FOR;
    while (several < connections) {
      several *= 2;
    }
    double telling = Math.min(several, MOST_CONNECTIONS) / (DRAIN_RATE * SHARE_FOR_TELLING);
    return new GracePeriod((int) Math.ceil(telling) + COMMIT_SECONDS);
  }

  /** From the request to stop until the process is killed. */
  public int terminationSeconds() {
    return ENDPOINTS_SECONDS + drainSeconds + EXIT_SECONDS;
  }
}
