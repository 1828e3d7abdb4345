package io.gunrelay.relay.replication.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/**
 * How a relay replicates.
 *
 * @param listen where other relays take what is committed here; port 0 is any free one
 * @param replicateWith unresolved host names and ports of other relays; a name stands for all its
 *     addresses and is looked up again all the time
 * @param name of this relay
 * @param region that this relay serves
 * @param regionLinks how many relays of each other region this one chooses to be linked with; 0 is
 *     all
 * @param readyLag how far behind those that it takes from this relay may be when it becomes ready
 * @param timing heartbeats and patience
 * @param security what is done to sockets before anything is said on them
 */
public record ReplicationSettings(
    InetSocketAddress listen,
    List<InetSocketAddress> replicateWith,
    String name,
    String region,
    int regionLinks,
    Duration readyLag,
    Timing timing,
    Security security) {

  /** The same, with the port that was free. */
  ReplicationSettings listeningAt(int port) {
    return new ReplicationSettings(
        new InetSocketAddress(listen.getAddress(), port),
        replicateWith,
        name,
        region,
        regionLinks,
        readyLag,
        timing,
        security);
  }

  /** Secures the sockets between relays. */
  @FunctionalInterface
  public interface Security {
    /** Leaves sockets as they are. */
    Security NONE = (socket, dialled) -> socket;

    /**
     * Secures a socket, which stays the one to close.
     *
     * @param dialled whether this end has dialled
     * @return what to read from and write to
     */
    Socket secured(Socket socket, boolean dialled) throws IOException;
  }

  /**
   * Heartbeats and patience.
   *
   * @param heartbeat how often each side says something
   * @param deadAfter who has said nothing for as long is taken for dead
   * @param connect how long a peer may take to accept, and to introduce itself
   * @param lookup how often names are looked up
   * @param patience how long after the start a name that is not found keeps the relay from being
   *     ready
   * @param standby how often it is seen whether a relay of another region that is not linked with
   *     is there, and how long the links with better ones must have been good before one ends
   */
  public record Timing(
      Duration heartbeat,
      Duration deadAfter,
      Duration connect,
      Duration lookup,
      Duration patience,
      Duration standby) {
    /** For networks of clusters. */
    public static final Timing USUAL =
        new Timing(
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));
  }
}
