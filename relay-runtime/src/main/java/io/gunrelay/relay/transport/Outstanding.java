package io.gunrelay.relay.transport;

import io.gunrelay.relay.limits.Account;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.limits.Overrun;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a client waits to be answered, and whether it is read from meanwhile: not above the limits,
 * not while it rests. Belongs to the connection's loop.
 */
final class Outstanding {
  private static final long LONGEST_NAP_NS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Channel channel;
  private final Connection connection;
  private final Account account;
  private final ClientContext clients;
  private boolean stopped;
  private boolean resting;
  private long restUntilNs;
  private int puts;
  private long putBytes;
  private int gets;

  /**
   * @param account what the client uses is charged to
   * @param clients says up to how many bytes of unacknowledged puts more is read
   */
  Outstanding(Channel channel, Connection connection, Account account, ClientContext clients) {
    this.channel = channel;
    this.connection = connection;
    this.account = account;
    this.clients = clients;
  }

  /** Counts a put; or says which limit forbids it. */
  Optional<Overrun> putBegan(long bytes) {
    Optional<Overrun> overrun = account.putBegan(bytes);
    if (overrun.isEmpty()) {
      puts++;
      putBytes += bytes;
      readOrPause();
    }
    return overrun;
  }

  void putEnded(long bytes) {
    account.putEnded(bytes);
    puts--;
    putBytes -= bytes;
    readOrPause();
  }

  /** A query is in hand, which counts as {@code gets}. */
  void getBegan(int gets) {
    this.gets += gets;
    readOrPause();
  }

  void getEnded(int gets) {
    this.gets -= gets;
    readOrPause();
  }

  boolean hasPuts() {
    return puts > 0;
  }

  boolean isNothing() {
    return puts == 0 && gets == 0;
  }

  /** Nothing is read any more. */
  void stopReading() {
    stopped = true;
    readOrPause();
  }

  /** Reads nothing for a while, or longer than it does not read already. */
  void rest(Duration time) {
    long untilNs = connection.loop().nowNs() + time.toNanos();
    if (!resting) {
      resting = true;
      restUntilNs = untilNs;
      readOrPause();
      wakeInTime();
    } else if (untilNs - restUntilNs > 0) {
      restUntilNs = untilNs;
    }
  }

  private void wakeInTime() {
    long leftNs = restUntilNs - connection.loop().nowNs();
    if (leftNs > 0 && !connection.isClosed()) {
      var _ =
          channel
              .eventLoop()
              .schedule(this::wakeInTime, Math.min(leftNs, LONGEST_NAP_NS), TimeUnit.NANOSECONDS);
    } else {
      resting = false;
      readOrPause();
    }
  }

  /** Stops reading at the limit, and goes on at half of it. */
  private void readOrPause() {
    boolean reading = channel.config().isAutoRead();
    int part = reading ? 1 : 2;
    boolean room =
        !stopped
            && !resting
            && puts < ClientLimits.UNACKNOWLEDGED_PUTS / part
            && putBytes < clients.limits().unacknowledgedBytes() / part
            && gets < ClientLimits.UNANSWERED_GETS / part;
    if (room != reading) {
      connection.heard();
      channel.config().setAutoRead(connection.isClosed() || room);
    }
  }
}
