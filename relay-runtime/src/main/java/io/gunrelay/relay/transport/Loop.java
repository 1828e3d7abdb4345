package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Outlet;
import io.gunrelay.relay.graph.Update;
import io.gunrelay.relay.limits.ClientLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
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
  static final int FRAME_BYTES = 64 << 10;
  private static final int FRAME_BYTES_WITHOUT_ROOM = 4 << 10;
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
  private final SlowReaders slowReaders;
  private final FlushPace pace = new FlushPace();
  private final Broadcast broadcast = new Broadcast(this);
  private final Deliveries deliveries;
  private List<Outgoing> soon = new ArrayList<>();
  private List<Outgoing> inTurn = new ArrayList<>();
  private boolean turnIsDue;
  private String lastEntry = "";
  private volatile long lastBeatNs;
  private long unreadBytes;
  private long reportedBytes;
  private long sentUpdates;
  private long sentReplies;
  private long sentFrames;
  private long sentBytes;
  private long unfinishedBytes;

  Loop(
      EventLoop eventLoop,
      int loops,
      TransportMetrics metrics,
      Observation observation,
      LongSupplier nanoTime) {
    deliveries = new Deliveries(observation);
    this.eventLoop = eventLoop;
    this.nanoTime = nanoTime;
    this.metrics = metrics;
    maxUnreadBytes = ClientLimits.unreadBytesOfLoop(loops);
    maxUnfinishedBytes = ClientLimits.unfinishedBytesOfLoop(loops);
    slowReaders = new SlowReaders(metrics, ClientLimits.marksOfLoop(loops));
    lastBeatNs = nanoTime.getAsLong();
    recentIds = new RecentIds(ClientLimits.DUPLICATES, nanoTime.getAsLong());
    beatLater();
  }

  @Override
  public void deliver(List<Client> clients, Update update) {
    long mergedNs = nowNs();
    execute(() -> {
      broadcast.add(clients, Parcel.of(update, slowReaders.newest(update)));
      deliveries.add(mergedNs, update, clients.size());
      flushInTurn();
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

  /** Tasks that wait their turn; from any thread. */
  int tasksWaiting() {
    return eventLoop instanceof SingleThreadEventExecutor executor ? executor.pendingTasks() : 0;
  }

  ServerFrames frames() {
    return frames;
  }

  RecentIds recentIds() {
    return recentIds;
  }

  /** Runs the task in this loop, some time from now. */
  void later(Duration delay, Runnable task) {
    if (!eventLoop.isShuttingDown()) {
      var _ = eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Has what is queued for a client written when the tasks at hand are done. */
  void flushSoon(Outgoing outgoing) {
    soon.add(outgoing);
    if (soon.size() == 1) {
      execute(this::flushSoon);
    }
  }

  /** Has what is queued for a client written together with what goes to all others. */
  void flushInTurn(Outgoing outgoing) {
    inTurn.add(outgoing);
    flushInTurn();
  }

  private void flushInTurn() {
    if (!turnIsDue) {
      turnIsDue = true;
      long waitNs = pace.waitNs(nowNs());
      if (waitNs == 0) {
        execute(this::takeTurn);
      } else {
        later(Duration.ofNanos(waitNs), this::takeTurn);
      }
    }
  }

  /** Hands over updates that have only gathered so far. */
  void queueUpdates() {
    broadcast.queue();
  }

  private void flushSoon() {
    List<Outgoing> all = soon;
    soon = new ArrayList<>();
    write(all);
    report();
  }

  private void takeTurn() {
    long beganNs = nowNs();
    broadcast.write();
    List<Outgoing> all = inTurn;
    inTurn = new ArrayList<>(all.size());
    turnIsDue = false;
    write(all);
    long endedNs = nowNs();
    pace.flushed(beganNs, endedNs, sentUpdates + sentReplies, sentFrames);
    deliveries.written(endedNs);
    report();
  }

  private void write(List<Outgoing> all) {
    for (Outgoing outgoing : all) {
      outgoing.flush();
    }
    frames.forget();
    if (!hasRoom()) {
      frames.sweep();
    }
  }

  private void report() {
    metrics.sentUpdates.increment((double) sentUpdates);
    metrics.sentReplies.increment((double) sentReplies);
    metrics.sentFrames.increment((double) sentFrames);
    metrics.sentBytes.increment((double) sentBytes);
    sentUpdates = 0;
    sentReplies = 0;
    sentFrames = 0;
    sentBytes = 0;
    long held = held();
    metrics.unreadBytes.addAndGet(held - reportedBytes);
    reportedBytes = held;
  }

  /**
   * The next frame for one connection, which is the caller's; its messages leave {@code unread}.
   */
  ByteBuf nextFrame(Unread unread) {
    int updates = unread.take(batch, hasRoom() ? FRAME_BYTES : FRAME_BYTES_WITHOUT_ROOM);
    ByteBuf frame = frames.text(batch);
    sentUpdates += updates;
    sentReplies += batch.size() - updates;
    batch.clear();
    return frame;
  }

  /** Counts updates that are in no queue. */
  void countUpdates(int messages) {
    sentUpdates += messages;
  }

  /** Counts a frame that is handed to a socket. */
  void countSent(int bytes) {
    sentFrames++;
    sentBytes += bytes;
  }

  /** An equal text: most clients have dialled the same URL, which need not be kept for each. */
  String shared(String entry) {
    if (!entry.equals(lastEntry)) {
      lastEntry = entry;
    }
    return lastEntry;
  }

  /** An array of at least {@code length} bytes, lent until the next call. */
  byte[] scratch(int length) {
    return length <= scratch.length ? scratch : new byte[length];
  }

  SlowReaders slowReaders() {
    return slowReaders;
  }

  /** Counts memory of messages that wait to be read. */
  void countUnread(long bytes) {
    unreadBytes += bytes;
  }

  /** Whether more may wait to be read by the clients of this loop. */
  boolean hasRoom() {
    return held() <= maxUnreadBytes;
  }

  private long held() {
    return unreadBytes + frames.inFlightBytes();
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
    frames.sweep();
    report();
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
