package io.gunrelay.relay.api;

/** Where a relay listens unless it is told otherwise, and the paths of its admin port. */
public final class AdminPort {
  /** Clients: HTTP and WebSocket. */
  public static final int DEFAULT_CLIENT_PORT = 8765;

  /** Other relays: the replication feed. */
  public static final int DEFAULT_REPLICATION_PORT = 8766;

  /** Probes, metrics, the report. */
  public static final int DEFAULT_ADMIN_PORT = 9090;

  public static final String LIVE = "/livez";
  public static final String READY = "/readyz";
  public static final String STARTED = "/startupz";
  public static final String METRICS = "/metrics";

  /** A {@link RegionReport}. */
  public static final String REPORT = "/report";

  /**
   * POST of a {@link DrainOrder} begins to hand clients over, in place of a drain that goes on;
   * DELETE stops it; each, as GET, answers with a {@link DrainReport}.
   */
  public static final String DRAIN = "/drain";

  /** POST of a {@link TrialOrder} tries an entry, and answers with a {@link TrialReport}. */
  public static final String TRY = "/try";

  /**
   * Header by which who gives an order shows a token; {@code Authorization: Bearer} does as well,
   * where no API server is in between, which keeps that one for itself.
   */
  public static final String TOKEN_HEADER = "X-Gunrelay-Token";

  /**
   * Header by which an operator that asks for a {@link #REPORT}, and shows a token, says which
   * region serves whose clients: {@link RegionLease#line}.
   */
  public static final String LEASES_HEADER = "X-Gunrelay-Leases";

  /** Header by which it says which report of this relay it has heard: {@link FenceReport#mark}. */
  public static final String HEARD_HEADER = "X-Gunrelay-Heard";

  private AdminPort() {}
}
