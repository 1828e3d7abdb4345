package io.gunrelay.relay.transport;

import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.limits.ClientLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What goes to one client: what waits to be sent, and what waits until the client has read.
 *
 * <p>Replies are never left out. Updates wait up to a bound and are conflated beyond it. Belongs to
 * the connection's loop.
 */
final class Outgoing {
  /** When what is queued will be written. */
  private enum Flush {
    NONE,
    IN_TURN,
    SOON
  }

  private final Channel channel;
  private final Connection connection;
  private final Loop loop;
  private final Graph graph;
  private final Unread unread;
  private Flush flush = Flush.NONE;
  private @Nullable Deque<Runnable> waitingForRoom;
  private @Nullable CatchUp catchUp;

  Outgoing(Channel channel, Connection connection, Loop loop, Graph graph) {
    this.channel = channel;
    this.connection = connection;
    this.loop = loop;
    this.graph = graph;
    unread = new Unread(loop);
  }

  /** Queues a reply. */
  void reply(Parcel reply) {
    unread.add(reply);
    flushSoon();
  }

  /** Queues an update, or notes that the client misses it. */
  void update(Parcel update) {
    boolean room = hasRoomFor(update);
    CatchUp behind = catchUp;
    if (behind == null && !room) {
      behind = new CatchUp(connection, graph);
      catchUp = behind;
    }
    if (behind != null && (!room || behind.isMissing())) {
      behind.miss(update);
      return;
    }
    unread.add(update);
    if (flush == Flush.NONE) {
      flush = Flush.IN_TURN;
      loop.flushInTurn(this);
    }
  }

  /** An update that is alone always has room, however large it is. */
  private boolean hasRoomFor(Parcel update) {
    return unread.isEmpty()
        ? loop.hasRoom() || channel.isWritable()
        : unread.bytes() + update.size() <= ClientLimits.UNREAD_UPDATE_BYTES
            && (loop.hasRoom() || channel.isWritable());
  }

  /** Whether more waits than a client may leave unread. */
  boolean isTooMuch(long maxBytes) {
    return unread.bytes() > maxBytes || (!loop.hasRoom() && !channel.isWritable());
  }

  /** Has what is queued written, and what waits for room looked at, after the tasks at hand. */
  void flushSoon() {
    if (flush != Flush.SOON) {
      flush = Flush.SOON;
      loop.flushSoon(this);
    }
  }

  /** Writes what the socket takes; the rest waits until it can take more. */
  void flush() {
    if (flush == Flush.NONE || connection.isClosed()) {
      return;
    }
    flush = Flush.NONE;
    // More may come while a frame is written: what is left does not tell whether any was.
    int sent = 0;
    while (!unread.isEmpty() && channel.isWritable()) {
      int before = unread.size();
      ByteBuf frame = loop.nextFrame(unread);
      sent += before - unread.size();
      write(frame);
    }
    if (sent > 0) {
      connection.visit().sent(sent);
      channel.flush();
    }
    goOn();
  }

  /** Whether nothing is to be sent before an update, or in place of it. */
  boolean isReady() {
    return unread.isEmpty() && catchUp == null && channel.isWritable() && !connection.isClosed();
  }

  /** Writes a frame at once, which is handed over; to be called if {@link #isReady}. */
  void writeNow(ByteBuf frame) {
    write(frame);
    channel.flush();
  }

  /** Writes all that waits, whether or not the socket takes it. */
  void drain() {
    loop.queueUpdates();
    connection.visit().sent(unread.size());
    while (!unread.isEmpty()) {
      write(loop.nextFrame(unread));
    }
  }

  /** Hands a frame to the socket, which owns it from now on. */
  void write(ByteBuf frame) {
    loop.countSent(frame.readableBytes());
    connection.visit().sentBytes(frame.readableBytes());
    // A write that fails closes the socket, and that is noticed by itself.
    ChannelFuture _ = channel.write(frame, channel.voidPromise());
  }

  /** Runs the task once little is left to be read by the client; never, if it is closed before. */
  void whenRoom(Runnable next) {
    if (waitingForRoom == null) {
      waitingForRoom = new ArrayDeque<>(2);
    }
    waitingForRoom.addLast(next);
    goOn();
  }

  /** Whether little is left to be read by the client. */
  boolean hasRoom() {
    return !connection.isClosed()
        && channel.isWritable()
        && unread.bytes() < ClientLimits.ROOM_BYTES;
  }

  private void goOn() {
    while (waitingForRoom != null && hasRoom()) {
      Runnable next = waitingForRoom.removeFirst();
      if (waitingForRoom.isEmpty()) {
        waitingForRoom = null;
      }
      next.run();
    }
    if (catchUp != null && hasRoom() && !catchUp.proceed()) {
      catchUp.end();
      catchUp = null;
    }
  }

  /** Gives up memory that an idle client does not need. */
  void trim() {
    unread.trim();
  }

  /** The connection is closed: what waits is dropped. */
  void clear() {
    unread.clear();
    waitingForRoom = null;
    if (catchUp != null) {
      catchUp.abandon();
      catchUp = null;
    }
  }
}
