package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Outlet;
import io.gunrelay.relay.limits.ClientLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What the connections of one event loop share. Apart from {@link #deliver} and {@link #execute},
 * only that loop's thread may call it.
 */
final class Loop implements Outlet {
  private static final int FRAME_BYTES = 64 << 10;
  private static final long HEARTBEAT_NS = TimeUnit.SECONDS.toNanos(20);
  private static final long HEARTBEAT_CHECK_MS = 500;

  private final EventLoop eventLoop;
  private final LongSupplier nanoTime;
  private final TransportMetrics metrics;
  private final long maxUnreadBytes;
  private final long maxUnfinishedBytes;
  private final ServerFrames frames = new ServerFrames(PooledByteBufAllocator.DEFAULT);
  private final List<Bytes> batch = new ArrayList<>();
  private final byte[] scratch = new byte[FRAME_BYTES];
  private final Deque<Connection> heartbeats = new ArrayDeque<>();
  private final RecentIds recentIds;
  private List<Connection> dirty = new ArrayList<>();
  private boolean flushing;
  private volatile long lastBeatNs;
  private long unreadBytes;
  private long unfinishedBytes;

  Loop(EventLoop eventLoop, int loops, TransportMetrics metrics, LongSupplier nanoTime) {
    this.eventLoop = eventLoop;
    this.nanoTime = nanoTime;
    this.metrics = metrics;
    maxUnreadBytes = ClientLimits.unreadBytesOfLoop(loops);
    maxUnfinishedBytes = ClientLimits.unfinishedBytesOfLoop(loops);
    lastBeatNs = nanoTime.getAsLong();
    recentIds = new RecentIds(ClientLimits.DUPLICATES, nanoTime.getAsLong());
    beatLater();
  }

  @Override
  public void deliver(List<Client> clients, Bytes message) {
    execute(() -> {
      for (Client client : clients) {
        if (client instanceof Connection connection) {
          connection.send(message);
        }
      }
    });
  }

  /** Runs the task in this loop, after those handed over before; from any thread. */
  void execute(Runnable task) {
    try {
      eventLoop.execute(task);
    } catch (RejectedExecutionException stopped) {
      // The loop has ended, and every connection of it with it: nobody is left to tell.
    }
  }

  long nowNs() {
    return nanoTime.getAsLong();
  }

  /** How long ago the loop last came round; from any thread. It should do so twice a second. */
  Duration sinceLastBeat() {
    return Duration.ofNanos(nowNs() - lastBeatNs);
  }

  ServerFrames frames() {
    return frames;
  }

  RecentIds recentIds() {
    return recentIds;
  }

  /** Has what is pending for the connection written when the tasks at hand are done. */
  void flushSoon(Connection connection) {
    dirty.add(connection);
    if (!flushing) {
      flushing = true;
      execute(this::flush);
    }
  }

  private void flush() {
    flushing = false;
    List<Connection> connections = dirty;
    dirty = new ArrayList<>();
    for (Connection connection : connections) {
      connection.flush();
    }
    frames.forget();
  }

  /**
   * The next frame for one connection, which is the caller's; its messages leave {@code unread}.
   */
  ByteBuf nextFrame(Unread unread) {
    unread.take(batch, FRAME_BYTES);
    ByteBuf frame = frames.text(batch);
    metrics.sentMessages.increment(batch.size());
    batch.clear();
    return frame;
  }

  /** An array of at least {@code length} bytes, lent until the next call. */
  byte[] scratch(int length) {
    return length <= scratch.length ? scratch : new byte[length];
  }

  /** Counts bytes that wait to be read; false when there are too many in this loop. */
  boolean countUnread(long bytes) {
    unreadBytes += bytes;
    metrics.unreadBytes.addAndGet(bytes);
    return unreadBytes <= maxUnreadBytes;
  }

  /** Counts bytes of messages that have not ended; false when there are too many in this loop. */
  boolean countUnfinished(long bytes) {
    unfinishedBytes += bytes;
    return unfinishedBytes <= maxUnfinishedBytes;
  }

  /** From now on the connection gets heartbeats, until it is closed. */
  void startHeartbeat(Connection connection) {
    connection.nextHeartbeatNs(nowNs() + HEARTBEAT_NS);
    heartbeats.addLast(connection);
  }

  private void beatLater() {
    if (!eventLoop.isShuttingDown()) {
      var _ = eventLoop.schedule(this::beat, HEARTBEAT_CHECK_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** All wait equally long, so the next one due is always the first. */
  private void beat() {
    beatLater();
    long now = nowNs();
    lastBeatNs = now;
    Connection first = heartbeats.peekFirst();
    while (first != null && (first.isClosed() || first.nextHeartbeatNs() - now <= 0)) {
      heartbeats.removeFirst();
      if (!first.isClosed()) {
        first.heartbeat(now);
        first.nextHeartbeatNs(now + HEARTBEAT_NS);
        heartbeats.addLast(first);
      }
      first = heartbeats.peekFirst();
    }
  }
}
