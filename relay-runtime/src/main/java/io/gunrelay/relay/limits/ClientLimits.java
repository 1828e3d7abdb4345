package io.gunrelay.relay.limits;

import java.time.Duration;

/**
 * What clients may take of a relay.
 *
 * @param maxConnections open WebSockets; further ones are refused with 503
 * @param maxMessageBytes one message, in bytes; the sender of a larger one is closed with 1009
 * @param maxSubscriptionsPerConnection souls and keys that one connection asks for
 */
public record ClientLimits(
    int maxConnections, int maxMessageBytes, int maxSubscriptionsPerConnection) {

  /** Time from accepting a connection to the end of its HTTP upgrade. */
  public static final Duration HANDSHAKE = Duration.ofSeconds(10);

  /** Time after which a client that sends nothing, not even pongs, is taken for dead. */
  public static final Duration SILENCE = Duration.ofSeconds(65);

  /** Time from a message's first byte to its last. */
  public static final Duration MESSAGE = Duration.ofMinutes(5);

  /** Time that a client has to answer a close, or to hear why it is closed. */
  public static final Duration FAREWELL = Duration.ofSeconds(5);

  /** Time for which a message's id is remembered, as gun.js does. */
  public static final Duration DUPLICATES = Duration.ofSeconds(9);

  /** Connections that wait for or only speak HTTP, beside the WebSockets. */
  public static final int HTTP_CONNECTIONS = 1024;

  /** Puts of one connection that are not yet on disk; above it, reading pauses. */
  public static final int UNACKNOWLEDGED_PUTS = 10_000;

  /** Queries of one connection that are not yet answered; above it, reading pauses. */
  public static final int UNANSWERED_GETS = 1_000;

  /** Ranges of souls that one connection asks for. */
  public static final int RANGES_PER_CONNECTION = 100;

  /** As how many queries one for a range of souls counts while it is unanswered. */
  public static final int GETS_PER_RANGE = 100;

  /** Bytes of updates that one client may leave unread; beyond it, they are conflated. */
  public static final int UNREAD_UPDATE_BYTES = 256 << 10;

  /**
   * Of updates that a client has missed, so many bytes are kept, to be sent once it reads again.
   */
  public static final int KEPT_UPDATE_BYTES = 128 << 10;

  /** A client that has no more than this left to read can take more of an answer. */
  public static final int ROOM_BYTES = 64 << 10;

  private static final int BYTES_PER_MARK = 96;
  private static final int UNREAD_BYTES = 16 << 20;
  private static final int SHARE_OF_HEAP = 8;

  /** Bytes of one connection's puts that are not yet on disk; above it, reading pauses. */
  public long unacknowledgedBytes() {
    return 2L * maxMessageBytes;
  }

  /** Bytes of replies that one client may leave unread; above it, it is closed with 1013. */
  public long unreadBytes() {
    return UNREAD_BYTES + 2L * maxMessageBytes;
  }

  /** Bytes that wait for all clients of one of {@code loops} loops. */
  public static long unreadBytesOfLoop(int loops) {
    return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / loops;
  }

  /** Keys that are remembered for clients that missed updates, of one of {@code loops} loops. */
  public static long marksOfLoop(int loops) {
    return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / 2 / BYTES_PER_MARK / loops;
  }

  /** Bytes of messages that have begun but not ended, over all clients of one of the loops. */
  public static long unfinishedBytesOfLoop(int loops) {
    return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / loops;
  }
}
