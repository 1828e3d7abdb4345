package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.bytes.TextRange;
import io.gunrelay.relay.drain.Guest;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Outlet;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.RangeQuery;
import io.gunrelay.relay.limits.Account;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.limits.Overrun;
import io.gunrelay.relay.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket: whether it lives, and how much the client has outstanding. Apart from {@link
 * #outlet}, {@link #updateFor} and what {@link Guest} asks for only its loop may call it.
 */
final class Connection implements Client, Guest {
  /** The name that Netty's handshake gives to the decoder. */
  private static final String FRAME_DECODER = "wsdecoder";

  private static final long LONGEST_NAP_NS = TimeUnit.SECONDS.toNanos(1);

  /** How long one who is to leave is waited for, until what it put is acknowledged. */
  private static final long LONGEST_PUT_MS = 2_000;

  private final Channel channel;
  private final Loop loop;
  private final ClientContext context;
  private final long number;
  private final String entry;
  private final Account account;
  private final Visit visit;
  private final Outgoing outgoing;
  private final LongSet subscriptions = new LongSet();
  private @Nullable LongSet askedBack;
  private final Homecoming homecoming = new Homecoming();
  private boolean restarting;
  private List<String> destinations = List.of();
  private boolean sentAway;
  private volatile String pid = "";
  private volatile boolean closed;
  private boolean resting;
  private long restUntilNs;
  private long lastHeardNs;
  private long nextHeartbeatNs;
  private int puts;
  private long putBytes;
  private int gets;
  private int ranges;

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
    outgoing = new Outgoing(channel, this, loop, context.graph());
    lastHeardNs = loop.nowNs();
  }

  /** The relay speaks first. */
  void open() {
    context.metrics().opened.increment();
    context.metrics().connections.incrementAndGet();
    context.admission().entered(this);
    loop.startHeartbeat(this);
    send(MessageWriter.hello(context.ids().next(), context.pid()));
    context.drains().arrived(this);
    if (context.admission().isClosing()) {
      restart();
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

  /**
   * Whether it may be asked back about what it asked for: once. gun.js passes a question of ours on
   * to other relays that it is connected to, and theirs to us. If every question were asked back,
   * two relays would question each other by way of it for ever.
   */
  boolean mayAskBack(Query query) {
    LongSet asked = askedBack;
    if (asked == null) {
      asked = new LongSet();
      askedBack = asked;
    }
    return asked.add(hash(query));
  }

  /** Counts a subscription; or says why there may not be another. */
  Optional<String> subscribe(Query query) {
    return subscribe(hash(query));
  }

  private long hash(Query query) {
    return context.hashes().of(query.soul(), query.key().orElse(""));
  }

  /** Counts a subscription; or says why there may not be another. */
  Optional<String> subscribe(RangeQuery query) {
    TextRange souls = query.souls();
    if (souls.only().isPresent()) {
      return subscribe(new Query(souls.from(), Optional.empty()));
    }
    // Not that of any soul and key.
    long hash = ~context.hashes().of(souls.from(), souls.until().orElse(""));
    if (subscriptions.contains(hash)) {
      return Optional.empty();
    }
    if (ranges == ClientLimits.RANGES_PER_CONNECTION) {
      return Optional.of(
          "Too many subscriptions: this relay allows %d ranges of souls on one connection."
              .formatted(ClientLimits.RANGES_PER_CONNECTION));
    }
    Optional<String> refusal = subscribe(hash);
    if (refusal.isEmpty()) {
      ranges++;
    }
    return refusal;
  }

  private Optional<String> subscribe(long hash) {
    if (subscriptions.contains(hash)) {
      return Optional.empty();
    }
    int most = context.limits().maxSubscriptionsPerConnection();
    if (subscriptions.size() >= most) {
      return Optional.of(
          "Too many subscriptions: this relay allows %d on one connection.".formatted(most));
    }
    Optional<Overrun> overrun = account.subscribed();
    if (overrun.isEmpty()) {
      subscriptions.add(hash);
      context.metrics().subscriptions.incrementAndGet();
    }
    return overrun.map(Overrun::sentence);
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
    if (restarting && puts == 0) {
      loop.execute(this::restart);
    }
    if (isDueToLeave()) {
      loop.execute(this::sendAway);
    }
  }

  /** A query is in hand, which counts as {@code gets}. */
  void getBegan(int gets) {
    this.gets += gets;
    readOrPause();
  }

  void getEnded(int gets) {
    this.gets -= gets;
    readOrPause();
    if (isDueToLeave()) {
      loop.execute(this::sendAway);
    }
  }

  /** Reads nothing for a while, or longer than it does not read already. */
  void rest(Duration time) {
    long untilNs = loop.nowNs() + time.toNanos();
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
    long leftNs = restUntilNs - loop.nowNs();
    if (leftNs > 0 && !closed) {
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
        !restarting
            && !resting
            && puts < ClientLimits.UNACKNOWLEDGED_PUTS / part
            && putBytes < context.limits().unacknowledgedBytes() / part
            && gets < ClientLimits.UNANSWERED_GETS / part;
    if (room != reading) {
      heard();
      channel.config().setAutoRead(closed || room);
    }
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
    loop.execute(() -> {
      destinations = urls;
      if (isDueToLeave()) {
        sendAway();
      } else {
        // Some are never quiet: what they are not told of now, they will ask for again.
        var _ = channel.eventLoop().schedule(this::sendAway, LONGEST_PUT_MS, TimeUnit.MILLISECONDS);
      }
    });
  }

  private boolean isDueToLeave() {
    return !destinations.isEmpty() && puts == 0 && gets == 0;
  }

  /** What it was answered leaves before. */
  private void sendAway() {
    if (!sentAway) {
      sentAway = true;
      send(MessageWriter.mob(destinations));
    }
  }

  @Override
  public void dismiss() {
    loop.execute(this::restart);
  }

  /** Closes for a restart, once what was put is acknowledged. */
  void restart() {
    restarting = true;
    if (puts == 0) {
      if (!closed) {
        outgoing.drain();
      }
      close(CloseReason.RESTART);
    } else {
      channel.config().setAutoRead(false);
    }
  }

  /** The client closed, or its socket broke. */
  void closedByClient() {
    close(sentAway ? CloseReason.MOVED : CloseReason.CLIENT);
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
    context.metrics().subscriptions.addAndGet(-subscriptions.size());
    account.unsubscribed(subscriptions.size());
    context.admission().left(this);
    context.graph().leave(this);
    if (reason == CloseReason.SILENT || !channel.isActive()) {
      drop();
      return;
    }
    channel.config().setAutoRead(true);
    boolean asked = reason == CloseReason.CLIENT || reason == CloseReason.MOVED;
    if (!asked && reason != CloseReason.RESTART) {
      // From here on bytes are only thrown away, not collected to frames.
      channel.pipeline().remove(FRAME_DECODER);
    }
    var sent = channel.writeAndFlush(loop.frames().close(reason.code()));
    if (asked) {
      sent.addListener(ChannelFutureListener.CLOSE);
    } else {
      // Closing a socket while bytes still come resets it, and the client would not read why.
      var _ =
          channel
              .eventLoop()
              .schedule(this::drop, ClientLimits.FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void drop() {
    ChannelFuture _ = channel.close();
  }
}
