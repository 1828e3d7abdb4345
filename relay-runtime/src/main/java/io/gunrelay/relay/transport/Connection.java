package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.drain.Guest;
import io.gunrelay.relay.drain.HomeUrl;
import io.gunrelay.relay.graph.Allowance;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Outlet;
import io.gunrelay.relay.limits.Account;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.limits.Overrun;
import io.gunrelay.relay.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket: who is at the other end, whether it lives, and what belongs to it. Apart from
 * {@link #outlet}, {@link #updateFor} and what {@link Guest} asks for only its loop may call it.
 */
final class Connection implements Client, Guest {
  private final Channel channel;
  private final Loop loop;
  private final ClientContext context;
  private final long number;
  private final String entry;
  private @Nullable String countedAs;
  private final Account account;
  private final Visit visit;
  private final Outgoing outgoing;
  private final Interests interests;
  private final Outstanding outstanding;
  private final Homecoming homecoming = new Homecoming();
  private @Nullable Departure departure;
  private volatile String pid = "";
  private volatile boolean closed;
  // It may have changed while the connection was made.
  private boolean refitDue = true;
  private long lastHeardNs;
  private long nextHeartbeatNs;

  /**
   * @param number differs from every other connection's
   * @param entry the URL that the client dialled, or empty
   * @param account what it uses is charged to
   */
  Connection(
      Channel channel,
      Loop loop,
      ClientContext context,
      long number,
      String entry,
      Account account,
      Visit visit) {
    this.channel = channel;
    this.loop = loop;
    this.context = context;
    this.number = number;
    this.entry = loop.shared(entry);
    this.account = account;
    this.visit = visit;
    interests = new Interests(context, account);
    outstanding = new Outstanding(channel, this, account, context);
    outgoing = new Outgoing(channel, this, loop, context.graph());
    lastHeardNs = loop.nowNs();
  }

  /** The relay speaks first. */
  void open() {
    context.metrics().opened.increment();
    context.metrics().connections.incrementAndGet();
    context.admission().entered(this);
    countByEntry();
    loop.startHeartbeat(this);
    send(MessageWriter.hello(context.ids().next(), context.pid()));
    context.drains().arrived(this);
    if (context.admission().isClosing()) {
      departure().restart();
    }
  }

  /** A message may have another size, and the fleet other entries. From any thread. */
  void refit() {
    loop.execute(() -> {
      refitDue = true;
      refitIfDue();
      countByEntry();
    });
  }

  /** Under the host of the fleet's entries that it came by, as these are now. */
  private void countByEntry() {
    if (closed) {
      return;
    }
    String host = context.edge().entries().hostOf(HomeUrl.of(entry));
    if (!host.equals(countedAs)) {
      uncount();
      context.entries().came(host);
      countedAs = host;
    }
  }

  private void uncount() {
    if (countedAs != null) {
      context.entries().left(countedAs);
      countedAs = null;
    }
  }

  /** Has frames decoded up to the size that holds now, from the next one on. */
  void refitIfDue() {
    if (refitDue && !closed) {
      refitDue = !FrameDecoder.fit(channel.pipeline(), context);
    }
  }

  @Override
  public Outlet outlet() {
    return loop;
  }

  @Override
  public String pid() {
    return pid;
  }

  @Override
  public Allowance future(String soul) {
    return FutureOf.at(soul, context.edge().limits().deferring(), account);
  }

  void introduced(String as) {
    pid = as;
  }

  Loop loop() {
    return loop;
  }

  /** Differs from every other connection's. */
  long number() {
    return number;
  }

  Visit visit() {
    return visit;
  }

  Homecoming homecoming() {
    return homecoming;
  }

  boolean isClosed() {
    return closed;
  }

  /** Queues a message; it leaves together with what else is queued in this turn of the loop. */
  void send(Bytes message) {
    if (closed) {
      return;
    }
    outgoing.reply(Parcel.reply(message));
    if (outgoing.isTooMuch(context.limits().unreadBytes())) {
      close(CloseReason.OVERLOAD);
    }
  }

  /** Queues what makes up for missed updates; there was room when it was asked for. */
  void catchUp(Bytes message) {
    if (!closed) {
      outgoing.reply(Parcel.reply(message));
    }
  }

  /** Queues an update that it has missed; there is room. */
  void makeUp(Parcel update) {
    if (!closed) {
      outgoing.reply(update);
    }
  }

  /** Queues an update, which one who does not keep up is not sent. */
  void update(Parcel update) {
    if (!closed) {
      outgoing.update(update);
    }
  }

  boolean isReady() {
    return outgoing.isReady();
  }

  /** Writes a frame of updates, which is handed over, at once; to be called if it is ready. */
  void write(ByteBuf frame) {
    outgoing.writeNow(frame);
  }

  /** The message that tells of the changes. From any thread. */
  Bytes updateFor(List<Delta> changes) {
    return MessageWriter.update(context.ids().next(), changes);
  }

  void flushSoon() {
    outgoing.flushSoon();
  }

  /** Runs the task once little is left to be read by the client; never, if it is closed before. */
  void whenRoom(Runnable next) {
    outgoing.whenRoom(next);
  }

  boolean hasRoom() {
    return outgoing.hasRoom();
  }

  /** Takes ownership of a control frame. A client that does not read gets none. */
  void control(ByteBuf frame) {
    if (!closed && channel.isWritable()) {
      outgoing.write(frame);
      channel.flush();
    } else {
      frame.release();
    }
  }

  void heard() {
    lastHeardNs = loop.nowNs();
  }

  long nextHeartbeatNs() {
    return nextHeartbeatNs;
  }

  void nextHeartbeatNs(long dueNs) {
    nextHeartbeatNs = dueNs;
  }

  /** JavaScript sees the text, and the ping makes its WebSocket tell us that it lives. */
  void heartbeat(long nowNs) {
    homecoming.giveUp();
    boolean listening = channel.config().isAutoRead();
    if (listening && nowNs - lastHeardNs > ClientLimits.SILENCE.toNanos()) {
      close(CloseReason.SILENT);
      return;
    }
    control(loop.frames().heartbeat());
    outgoing.trim();
  }

  /** What it listens to. */
  Interests interests() {
    return interests;
  }

  /** Counts a put; or says which limit forbids it. */
  Optional<Overrun> putBegan(long bytes) {
    return outstanding.putBegan(bytes);
  }

  void putEnded(long bytes) {
    outstanding.putEnded(bytes);
    answered();
  }

  /** A query is in hand, which counts as {@code gets}. */
  void getBegan(int gets) {
    outstanding.getBegan(gets);
  }

  void getEnded(int gets) {
    outstanding.getEnded(gets);
    answered();
  }

  private void answered() {
    Departure leaving = departure;
    if (leaving != null) {
      leaving.answered();
    }
  }

  /** Reads nothing for a while, or longer than it does not read already. */
  void rest(Duration time) {
    outstanding.rest(time);
  }

  @Override
  public String entry() {
    return entry;
  }

  @Override
  public boolean hasLeft() {
    return closed;
  }

  @Override
  public void handOver(List<String> urls) {
    loop.execute(() -> departure().handOver(urls));
  }

  @Override
  public void dismiss() {
    loop.execute(() -> departure().restart());
  }

  /** Few connections are ever asked to leave. */
  private Departure departure() {
    Departure leaving = departure;
    if (leaving == null) {
      leaving = new Departure(this, outstanding);
      departure = leaving;
    }
    return leaving;
  }

  /** Tells it to leave, after what it was answered. */
  void sendAway(List<String> urls) {
    send(MessageWriter.mob(urls));
  }

  /** Writes all that waits. */
  void drain() {
    if (!closed) {
      outgoing.drain();
    }
  }

  /** The client closed, or its socket broke. */
  void closedByClient() {
    boolean moved = departure != null && departure.isSentAway();
    close(moved ? CloseReason.MOVED : CloseReason.CLIENT);
  }

  /** Says a last word, then closes. */
  void close(Bytes lastWord, CloseReason reason) {
    if (!closed) {
      outgoing.write(loop.frames().text(lastWord));
      close(reason);
    }
  }

  /** Closes: what waits is dropped, what still comes is ignored. */
  void close(CloseReason reason) {
    if (closed) {
      return;
    }
    closed = true;
    outgoing.clear();
    context.metrics().closed(reason);
    visit.ended(reason, loop.nowNs());
    context.metrics().connections.decrementAndGet();
    uncount();
    interests.end();
    context.admission().left(this);
    context.graph().leave(this);
    Hangup.of(channel, loop, reason);
  }
}
